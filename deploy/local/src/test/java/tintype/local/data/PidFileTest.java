package tintype.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {

    @TempDir
    Path directory;

    private PidFile pidFile;
    private Process process;

    @BeforeEach
    void startsAProcess() throws IOException {
        pidFile = new PidFile(directory.resolve("part.pid"));
        process = new ProcessBuilder("/bin/sh", "-c", "read line; : mark-of-this-test").start();
        pidFile.write(process.toHandle());
    }

    @AfterEach
    void endsIt() {
        process.destroyForcibly();
    }

    @Test
    void findsTheProcessThatIsWritten() {
        assertThat(pidFile.running("mark-of-this-test")).contains(process.toHandle());
    }

    @Test
    void doesNotTakeAnotherProgramForIt() {
        assertThat(pidFile.running("mark-of-another")).isEmpty();
    }

    @Test
    void doesNotTakeAProcessThatStartedAtAnotherTimeForIt() throws IOException {
        Files.writeString(pidFile.file(), process.pid() + " 2020-01-01T00:00:00Z\n");
        assertThat(pidFile.running("mark-of-this-test")).isEmpty();
    }

    @Test
    void doesNotFindAProcessThatHasEnded() throws InterruptedException {
        process.destroyForcibly().waitFor();
        assertThat(pidFile.running("mark-of-this-test")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "x 2020-01-01T00:00:00Z", "12 yesterday", "12 2020-01-01T00:00:00Z more"})
    void findsNothingInAFileThatWasCutOff(String content) throws IOException {
        Files.writeString(pidFile.file(), content);
        assertThat(pidFile.running("mark-of-this-test")).isEmpty();
    }
}
