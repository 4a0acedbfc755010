package tintype.serve.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.contract.Group;

class QuarantineTest {

    private static final Group GROUP = new Group(7);
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path data;

    private Quarantine quarantine;
    private Path today;

    @BeforeEach
    void open() throws IOException {
        quarantine = new Quarantine(data);
        today = data.resolve("quarantine").resolve(LocalDate.now(ZoneOffset.UTC).toString());
    }

    private Path file(String text) throws IOException {
        Path file = data.resolve("g/007/some-id/fit-160x160.jpg");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void keepsAFileUnderThePathThatItHad() throws Exception {
        quarantine.take(GROUP, file("one"));

        assertThat(data.resolve("g/007/some-id")).isEmptyDirectory();
        assertThat(today.resolve("007/some-id/fit-160x160.jpg")).hasContent("one");
        assertThat(quarantine.files(GROUP)).isEqualTo(1);
    }

    @Test
    void keepsAllOfOneName() throws Exception {
        quarantine.take(GROUP, file("one"));
        quarantine.take(GROUP, file("two"));

        assertThat(today.resolve("007/some-id/fit-160x160.jpg")).hasContent("one");
        assertThat(today.resolve("007/some-id/fit-160x160.jpg.1")).hasContent("two");
    }

    @Test
    void keepsAGroupBesideWhatIsThereOfIt() throws Exception {
        quarantine.take(GROUP, file("one"));
        quarantine.take(GROUP, file("two").getParent().getParent());

        assertThat(today.resolve("007.1/some-id/fit-160x160.jpg")).hasContent("two");
        assertThat(quarantine.files(GROUP)).isEqualTo(2);
    }

    @Test
    void countsWhatAFormerProcessLeft() throws Exception {
        quarantine.take(GROUP, file("one"));
        quarantine.take(GROUP, file("two").getParent().getParent());
        var again = new Quarantine(data);

        again.count();
        assertThat(again.files(GROUP)).isEqualTo(2);
    }

    @Test
    void removesWhatIsOlderThanItIsToBeKept() throws Exception {
        quarantine.take(GROUP, file("one"));
        LocalDate now = LocalDate.now(ZoneOffset.UTC);
        Files.createDirectories(data.resolve("quarantine/notes"));

        quarantine.expire(WEEK, now.plusDays(7));
        assertThat(today).exists();
        quarantine.expire(WEEK, now.plusDays(8));
        assertThat(today).doesNotExist();
        assertThat(data.resolve("quarantine/notes")).exists();
        assertThat(quarantine.files(GROUP)).isZero();
    }
}
