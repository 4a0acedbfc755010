package tintype.render.worker;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Recipe;

/// A process that has a worker, which hangs, until somebody kills it.
final class Orphan {

    private Orphan() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        var workers = new RenderWorkers(
                new RenderWorkers.Settings(
                        TroubleMakers.class, Optional.empty(), 1, Duration.ofMinutes(5), "64m", 400L << 20, 300L << 20, 1000,
                        directory),
                new SimpleMeterRegistry());
        workers.render(
                directory.resolve("hang"), Format.JPEG, List.of(new ImageFile.Variant(Recipe.fit(160), Format.JPEG)));
    }
}
