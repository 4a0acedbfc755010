package tintype.render;

import java.nio.file.Files;
import java.nio.file.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tintype.cluster.Pictures;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;

/// Files that somebody made worse: good ones of every format, cut off, changed here and there, or stuck together; and
/// those that claim more than they hold. The same seed gives the same files.
final class HostileFiles {

    record Hostile(String name, Format format, byte[] bytes) {}

    private static final int HEADER = 64;
    /// Where the height and the width stand in a JPEG's frame header, behind the marker.
    private static final int SIZE_IN_FRAME = 5;

    private final List<Hostile> good;

    /// @param engine  writes the formats that the JDK cannot
    /// @param scratch a directory to work in
    HostileFiles(RenderEngine engine, Path scratch) {
        var scene = Drawn.quarters(400, 300);
        var files = new ArrayList<Hostile>(List.of(
                new Hostile("jpeg", Format.JPEG, Pictures.jpeg(400, 300)),
                new Hostile("turned jpeg", Format.JPEG, Drawn.shotWith(6, scene)),
                new Hostile("cmyk jpeg", Format.JPEG, Drawn.cmykJpeg(20, 90, 200, 10, 200, 200)),
                new Hostile("png", Format.PNG, Pictures.png(300, 200)),
                new Hostile("png with alpha", Format.PNG, Drawn.greyPngWithAlpha(90, 200, 100)),
                new Hostile("gif", Format.GIF, Pictures.gif(300, 200)),
                new Hostile("tiff", Format.TIFF, Drawn.file("tiff", scene))));
        try {
            Path source = Files.write(scratch.resolve("scene.png"), Drawn.file("png", scene));
            for (Format format : List.of(Format.WEBP, Format.AVIF)) {
                var wanted = List.of(new Variant(Recipe.fit(300), format));
                if (engine.render(source, Format.PNG, wanted) instanceof Rendering.Done done) {
                    files.add(new Hostile(format.extension(), format, done.variants().getFirst().bytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot work in " + scratch, e);
        }
        this.good = List.copyOf(files);
    }

    Collection<Hostile> good() {
        return good;
    }

    Stream<Hostile> truncated(int stepPercent) {
        return good.stream().flatMap(file -> IntStream.iterate(0, percent -> percent < 100, percent -> percent + stepPercent)
                .mapToObj(percent -> new Hostile(
                        "%s, %d %% of it".formatted(file.name(), percent),
                        file.format(),
                        Arrays.copyOf(file.bytes(), file.bytes().length * percent / 100))));
    }

    Stream<Hostile> changed(int count, long seed) {
        return IntStream.range(0, count).mapToObj(i -> {
            var random = new Random(seed + i);
            Hostile file = good.get(random.nextInt(good.size()));
            return new Hostile("%s, seed %d".formatted(file.name(), seed + i), file.format(), changed(file.bytes(), random));
        });
    }

    private byte[] changed(byte[] bytes, Random random) {
        byte[] worse = bytes.clone();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(HEADER, worse.length) : worse.length);
            switch (random.nextInt(4)) {
                case 0 -> worse[at] = (byte) random.nextInt(256);
                case 1 -> worse[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> worse[at] = random.nextBoolean() ? (byte) 0xff : 0;
                default -> {
                    byte[] other = good.get(random.nextInt(good.size())).bytes();
                    int from = random.nextInt(other.length);
                    int length = Math.min(1 + random.nextInt(200), Math.min(other.length - from, worse.length - at));
                    System.arraycopy(other, from, worse, at, length);
                }
            }
        }
        return worse;
    }

    static Stream<Hostile> bombs() {
        return Stream.of(
                new Hostile("a PNG of 16,711,688 x 8", Format.PNG, Pictures.pngThatClaims(16_711_688, 8)),
                new Hostile("a PNG of 50,000 x 50,000", Format.PNG, Pictures.pngThatClaims(50_000, 50_000)),
                new Hostile("a GIF of 65,535 x 65,535", Format.GIF, Pictures.gifBomb()),
                new Hostile("a progressive JPEG of 30,000 x 30,000", Format.JPEG, progressive(30_000, 30_000)),
                new Hostile("a progressive JPEG of 9,900 x 9,900", Format.JPEG, progressive(9_900, 9_900)));
    }

    /// A progressive JPEG that says in its frame header that it is larger than it is.
    private static byte[] progressive(int width, int height) {
        byte[] jpeg = Drawn.progressiveJpeg(Drawn.quarters(64, 64));
        for (int at = 0; at < jpeg.length - SIZE_IN_FRAME - 4; at++) {
            if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc2) {
                jpeg[at + SIZE_IN_FRAME] = (byte) (height >> 8);
                jpeg[at + SIZE_IN_FRAME + 1] = (byte) height;
                jpeg[at + SIZE_IN_FRAME + 2] = (byte) (width >> 8);
                jpeg[at + SIZE_IN_FRAME + 3] = (byte) width;
                return jpeg;
            }
        }
        throw new IllegalStateException("There is no progressive frame");
    }
}
