package tintype.upload.photo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How a file begins, for the types that the library of signatures mixes up or does not know.
enum Signature {
    AVIF,
    HEIC,
    JPEG_XL,
    JPEG_2000,
    BIG_TIFF,
    SVG,
    UNKNOWN;

    private static final int SHORTEST = 12;
    private static final int MAJOR_BRAND = 8;
    private static final int OTHER_BRANDS = 16;
    private static final int BRAND = 4;
    private static final Set<String> AV1 = Set.of("avif", "avis");
    private static final Set<String> HEVC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");
    private static final Pattern SVG_TEXT =
            Pattern.compile("\\A\\uFEFF?\\s*<(svg\\b|(\\?xml|!--|!DOCTYPE svg)[\\s\\S]*<svg\\b)");

    static Signature of(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (head.length < SHORTEST) {
            return UNKNOWN;
        }
        return switch (bytes.getInt(0)) {
            case 0x49492B00, 0x4D4D002B -> BIG_TIFF;
            case 0x0000000C -> switch (bytes.getInt(4)) {
                case 0x4A584C20 -> JPEG_XL;
                case 0x6A502020 -> JPEG_2000;
                default -> UNKNOWN;
            };
            default -> {
                if (bytes.getShort(0) == (short) 0xFF0A) {
                    yield JPEG_XL;
                }
                if (IsoBoxes.text(bytes, BRAND).equals("ftyp")) {
                    yield ofBrands(bytes);
                }
                yield SVG_TEXT.matcher(new String(head, StandardCharsets.UTF_8)).find() ? SVG : UNKNOWN;
            }
        };
    }

    /// The major brand may be one of the whole family; then the others tell what is in it.
    private static Signature ofBrands(ByteBuffer bytes) {
        long end = Math.min(bytes.limit(), Integer.toUnsignedLong(bytes.getInt(0)));
        List<String> brands = new ArrayList<>();
        brands.add(IsoBoxes.text(bytes, MAJOR_BRAND));
        for (int at = OTHER_BRANDS; at + BRAND <= end; at += BRAND) {
            brands.add(IsoBoxes.text(bytes, at));
        }
        String major = brands.getFirst();
        if (AV1.contains(major)) {
            return AVIF;
        }
        if (!HEVC.contains(major)) {
            return UNKNOWN;
        }
        return major.startsWith("m") && brands.stream().anyMatch(AV1::contains) ? AVIF : HEIC;
    }
}
