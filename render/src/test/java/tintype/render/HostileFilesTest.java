package tintype.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.render.HostileFiles.Hostile;
import tintype.render.worker.RenderWorkers;

/// Whatever a file holds, its job ends with a picture or with a reason, and the next picture is rendered. At length:
/// `bench/fuzz.sh`.
class HostileFilesTest {

    @TempDir
    static Path scratch;

    private static RenderWorkers workers;
    private static HostileFiles files;

    @BeforeAll
    static void start() {
        workers = FuzzRun.workers(scratch);
        files = new HostileFiles(workers, scratch);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @Test
    void filesThatAreCutOffEndInAPictureOrAReason() {
        files.truncated(7).forEach(HostileFilesTest::assertEnds);
        assertTheNextIsRendered();
    }

    @Test
    void filesThatWereChangedEndInAPictureOrAReason() {
        files.changed(300, 1).forEach(HostileFilesTest::assertEnds);
        assertTheNextIsRendered();
    }

    @Test
    void bombsAreRefusedByWhatTheyClaim() {
        assertThat(HostileFiles.bombs()).allSatisfy(bomb -> assertThat(FuzzRun.render(workers, scratch, bomb))
                .as(bomb.name())
                .isInstanceOfSatisfying(
                        Rendering.Unrenderable.class, why -> assertThat(why.reason()).isEqualTo("too-big")));
        assertTheNextIsRendered();
    }

    private static void assertEnds(Hostile file) {
        assertThat(FuzzRun.render(workers, scratch, file)).as(file.name()).satisfiesAnyOf(
                made -> assertThat(made).isInstanceOf(Rendering.Done.class),
                made -> assertThat(made).isInstanceOfSatisfying(
                        Rendering.Unrenderable.class, why -> assertThat(why.detail()).endsWith(".")));
    }

    private static void assertTheNextIsRendered() {
        assertThat(files.good()).allSatisfy(
                good -> assertThat(FuzzRun.render(workers, scratch, good)).as(good.name()).isInstanceOf(Rendering.Done.class));
    }
}
