package tintype.serve.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tintype.contract.ImageFile;
import tintype.contract.Sha256;

/// `SHA256SUMS` beside the files of an image, in the format of coreutils: `sha256sum -c SHA256SUMS` checks them.
///
/// The sum of a file is written before the file gets its name, so a file without a sum is none of ours.
public record Checksums(SortedMap<String, Sha256> sums) {

    static final String FILE_NAME = "SHA256SUMS";
    static final Checksums NONE = new Checksums(new TreeMap<>());

    private static final String SEPARATOR = "  ";
    private static final int HEX = 64;

    public static Checksums read(Path home) throws IOException {
        SortedMap<String, Sha256> sums = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(home.resolve(FILE_NAME))) {
                sums.put(line.substring(HEX + SEPARATOR.length()), new Sha256(line.substring(0, HEX)));
            }
        } catch (NoSuchFileException e) {
            return new Checksums(sums);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedException("The checksums in " + home + " are damaged", e);
        }
        return new Checksums(sums);
    }

    public Optional<Sha256> of(ImageFile file) {
        return Optional.ofNullable(sums.get(file.toString()));
    }

    Checksums with(ImageFile file, Sha256 sum) {
        SortedMap<String, Sha256> more = new TreeMap<>(sums);
        more.put(file.toString(), sum);
        return new Checksums(more);
    }

    Checksums without(ImageFile file) {
        SortedMap<String, Sha256> fewer = new TreeMap<>(sums);
        fewer.remove(file.toString());
        return new Checksums(fewer);
    }

    byte[] print() {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue() + SEPARATOR + entry.getKey() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
