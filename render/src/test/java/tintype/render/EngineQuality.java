package tintype.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Pixels;
import tintype.contract.Recipe;
import tintype.render.choice.FastestEngine;
import tintype.render.imgscalr.ImgscalrEngine;

/// How much the 640 px variants of photos look like a float Lanczos reference, and how many bytes that takes:
/// `bench/quality.sh`.
final class EngineQuality {

    private static final int SIDE = 640;

    /// Sums over all photos.
    private static final class Sums {
        private int count;
        private double ssim;
        private long bytes;

        private void add(double likeness, int size) {
            count++;
            ssim += likeness;
            bytes += size;
        }
    }

    private final RenderEngine fastest;
    private final Path scratch;
    private final Map<String, Sums> rows = new LinkedHashMap<>();

    private EngineQuality(RenderEngine fastest, Path scratch) {
        this.fastest = fastest;
        this.scratch = scratch;
    }

    /// @param arguments a directory of JPEGs, then rows: `jpg-q80`, `webp-q76`
    public static void main(String[] arguments) throws IOException {
        Path scratch = Files.createTempDirectory("tintype-quality");
        var run = new EngineQuality(new FastestEngine(null, scratch).choose().engine(), scratch);
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            List<Path> photos = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
            for (Path photo : photos) {
                run.take(photo, List.of(arguments).subList(1, arguments.length));
            }
        }
        System.out.println("| engine | variant | SSIM | bytes |\n|---|---|---|---|");
        run.rows.forEach((name, sums) -> System.out.printf(
                "| %s | %.4f | %d |%n", name, sums.ssim / sums.count, sums.bytes / sums.count));
    }

    private void take(Path photo, List<String> wanted) throws IOException {
        BufferedImage whole = Drawn.read(Files.readAllBytes(photo));
        Pixels size = Recipe.fit(SIDE).sizeOf(new Pixels(whole.getWidth(), whole.getHeight()));
        BufferedImage reference = Lanczos.scaled(whole, size);
        for (RenderEngine engine : List.of(fastest, new ImgscalrEngine(Limits.DEFAULT))) {
            for (Rendering.Rendered made : rendered(engine, photo, wanted)) {
                // The reference of a photo that lies on its side would have to be turned: it is left out.
                if (made.size().equals(size) && made.variant().recipe().box().width() == SIDE) {
                    rows.computeIfAbsent(engine.name() + " | " + made.variant(), _ -> new Sums())
                            .add(Likeness.ssim(reference, read(made)), made.bytes().length);
                }
            }
        }
    }

    /// With the size that comes before it in the default presets: the chain leads through it.
    private static List<Rendering.Rendered> rendered(RenderEngine engine, Path photo, List<String> wanted) {
        List<Variant> variants = new ArrayList<>(List.of(new Variant(Recipe.fit(2 * SIDE), Format.JPEG)));
        for (String row : wanted) {
            String[] words = row.split("-q");
            int quality = Integer.parseInt(words[1]);
            var box = new Pixels(SIDE, SIDE);
            variants.add(new Variant(
                    new Recipe(Recipe.Mode.FIT, box, quality, 1), Format.ofExtension(words[0]).orThrow()));
        }
        return switch (engine.render(photo, Format.JPEG, variants)) {
            case Rendering.Done done -> done.variants();
            case Rendering.Unrenderable why -> throw new IllegalStateException(photo + ": " + why);
            case Rendering.NotNow why -> throw new IllegalStateException(photo + ": " + why);
        };
    }

    /// Nothing else here reads AVIF; what it reads is written without loss.
    private BufferedImage read(Rendering.Rendered made) throws IOException {
        Format format = made.variant().format();
        if (format != Format.AVIF && format != Format.WEBP) {
            return Drawn.read(made.bytes());
        }
        Path file = Files.write(scratch.resolve("made"), made.bytes());
        var again = (Rendering.Done) fastest.render(file, format, List.of(new Variant(Recipe.fit(SIDE), Format.PNG)));
        return Drawn.read(again.variants().getFirst().bytes());
    }
}
