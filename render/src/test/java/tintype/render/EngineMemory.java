package tintype.render;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Recipe;
import tintype.render.choice.FastestEngine;
import tintype.render.worker.RenderWorkers;

/// The most memory that render workers hold, on large photos and over many: `bench/memory.sh`.
final class EngineMemory {

    private static final int WIDTH = 7360;
    private static final int HEIGHT = 4912;
    private static final int LARGE_PHOTOS = 20;
    private static final int STEPS = 10;
    private static final List<Variant> WANTED = Stream.of(Format.JPEG, Format.WEBP)
            .flatMap(format -> Stream.of(160, 320, 640, 1280).map(side -> new Variant(Recipe.fit(side), format)))
            .toList();

    private EngineMemory() {}

    /// @param arguments a directory of JPEGs, and how many pictures in all
    public static void main(String[] arguments) throws IOException {
        List<Path> photos;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            photos = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
        }
        Path scratch = Files.createTempDirectory("tintype-memory");
        for (boolean progressive : new boolean[] {false, true}) {
            Path large = enlarged(photos.getFirst(), progressive, scratch);
            try (RenderWorkers workers = workers(scratch)) {
                render(workers, List.of(large), LARGE_PHOTOS);
                System.out.printf("| %s 36 megapixel JPEG of %.1f MB, %d times | %s |%n",
                        progressive ? "progressive" : "plain", Files.size(large) / 1e6, LARGE_PHOTOS, peak());
            }
        }
        int count = Integer.parseInt(arguments[1]);
        try (RenderWorkers workers = workers(scratch)) {
            for (int step = 1; step <= STEPS; step++) {
                render(workers, photos, count / STEPS);
                System.out.printf("| after %d of the photos | %s |%n", step * (count / STEPS), peak());
            }
        }
    }

    private static void render(RenderEngine workers, List<Path> photos, int count) {
        IntStream.range(0, count).forEach(i -> {
            Rendering outcome = workers.render(photos.get(i % photos.size()), Format.JPEG, WANTED);
            if (!(outcome instanceof Rendering.Done)) {
                throw new IllegalStateException("Not rendered: " + outcome);
            }
        });
    }

    /// One worker that is never replaced, with a limit that only a fault could reach.
    private static RenderWorkers workers(Path scratch) {
        return new RenderWorkers(
                new RenderWorkers.Settings(
                        FastestEngine.class, Optional.empty(), 1, Duration.ofSeconds(60), "280m", 2L << 30, 2L << 30,
                        Integer.MAX_VALUE, scratch),
                new SimpleMeterRegistry());
    }

    /// Of the worker, now and at its worst.
    private static String peak() {
        return ProcessHandle.current().children().map(EngineMemory::peak).reduce("", String::concat);
    }

    private static String peak(ProcessHandle worker) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(worker.pid()), "status"))) {
            List<Long> megabytes = lines.filter(line -> line.startsWith("VmHWM:") || line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .toList();
            return "%d MB | %d MB".formatted(megabytes.getLast(), megabytes.getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell the memory of process " + worker.pid(), e);
        }
    }

    private static Path enlarged(Path photo, boolean progressive, Path directory) throws IOException {
        var large = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = large.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(ImageIO.read(photo.toFile()), 0, 0, WIDTH, HEIGHT, null);
        graphics.dispose();
        Path file = Files.createTempFile(directory, "large", ".jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(0.95f);
        settings.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (var output = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(large, null, null), settings);
        } finally {
            writer.dispose();
        }
        return file;
    }
}
