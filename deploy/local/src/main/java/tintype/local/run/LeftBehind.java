package tintype.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tintype.local.data.DataDirectory;
import tintype.local.data.PidFile;
import tintype.local.plan.Part;
import tintype.local.terminal.Reason;
import tintype.local.terminal.Refusal;

/// Stops what a launcher that was killed has left running on a data directory.
public final class LeftBehind {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SUFFIX = ".pid";

    private final DataDirectory directory;
    private final List<String> stopped = new ArrayList<>();

    private LeftBehind(DataDirectory directory) {
        this.directory = directory;
    }

    /// The names of the parts that had to be stopped. Nobody else may hold the directory's lock by now.
    public static List<String> stop(DataDirectory directory) {
        var leftBehind = new LeftBehind(directory);
        try {
            leftBehind.stopServices();
            leftBehind.stop(Part.KAFKA.label(), Stopping::stop);
            leftBehind.stop(Part.POSTGRES.label(), Stopping::stopPostgres);
            leftBehind.stopUnrecordedPostgres();
        } catch (IOException e) {
            throw new Refusal("Cannot look for processes left behind: " + Reason.of(e), e);
        }
        return leftBehind.stopped;
    }

    private void stopServices() throws IOException {
        try (Stream<Path> files = Files.list(directory.of("run"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(name -> !name.equals(Part.KAFKA.label()) && !name.equals(Part.POSTGRES.label()))
                    .sorted()
                    .toList();
            for (String name : names) {
                stop(name, Stopping::stop);
            }
        }
    }

    private void stop(String name, BiConsumer<ProcessHandle, Duration> way) throws IOException {
        PidFile file = directory.pidFile(name);
        file.running(directory.path().toString()).ifPresent(process -> {
            way.accept(process, PATIENCE);
            stopped.add(name);
        });
        file.delete();
    }

    /// The launcher may have been killed after PostgreSQL's start and before it wrote that down.
    private void stopUnrecordedPostgres() throws IOException {
        PostgresServer.postmaster(directory.of(Part.POSTGRES.label())).ifPresent(process -> {
            Stopping.stopPostgres(process, PATIENCE);
            stopped.add(Part.POSTGRES.label());
        });
    }
}
