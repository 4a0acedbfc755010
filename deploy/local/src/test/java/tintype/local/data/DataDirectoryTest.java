package tintype.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.terminal.Refusal;

class DataDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void remembersNodesGroupsAndKafkaCluster() {
        Cluster made;
        try (var directory = DataDirectory.open(temporary.resolve("data"))) {
            made = directory.cluster(Optional.of(3), Optional.of(128));
            directory.remember(made);
        }
        try (var directory = DataDirectory.open(temporary.resolve("data"))) {
            assertThat(directory.cluster(Optional.empty(), Optional.empty())).isEqualTo(made);
        }
    }

    @Test
    void beginsWithTwoNodesAnd256Groups() {
        try (var directory = DataDirectory.open(temporary)) {
            assertThat(directory.cluster(Optional.empty(), Optional.empty()))
                    .returns(2, Cluster::nodes)
                    .returns(256, Cluster::groups);
        }
    }

    @Test
    void takesMoreNodesButNotFewer() {
        try (var directory = DataDirectory.open(temporary)) {
            directory.remember(directory.cluster(Optional.of(3), Optional.empty()));
            assertThat(directory.cluster(Optional.of(4), Optional.empty()).nodes()).isEqualTo(4);
            assertThatThrownBy(() -> directory.cluster(Optional.of(2), Optional.empty()))
                    .isInstanceOf(Refusal.class)
                    .hasMessage(temporary.toString() + " has 3 nodes with images on them; it cannot be started with 2");
        }
    }

    @Test
    void keepsTheNumberOfGroupsForEver() {
        try (var directory = DataDirectory.open(temporary)) {
            directory.remember(directory.cluster(Optional.empty(), Optional.empty()));
            assertThatThrownBy(() -> directory.cluster(Optional.empty(), Optional.of(512)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("was made with 256 groups");
        }
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        Files.writeString(temporary.resolve("tintype.json"), "{\"format\": 2, \"shards\": 7}");
        try (var directory = DataDirectory.open(temporary)) {
            assertThatThrownBy(() -> directory.cluster(Optional.empty(), Optional.empty()))
                    .isInstanceOf(Refusal.class)
                    .hasMessage(temporary + " has format 2; this version reads format 1");
        }
    }

    @Test
    void refusesADirectoryWithOtherThingsInIt() throws IOException {
        Files.writeString(temporary.resolve("thesis.txt"), "precious");
        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not a data directory of Tintype");
    }

    @Test
    void refusesAFileInItsPlace() throws IOException {
        Path file = Files.writeString(temporary.resolve("data"), "");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(Refusal.class)
                .hasMessage("Cannot use " + file + " as data directory: " + file + " is not a directory");
    }

    @Test
    void letsOnlyTheOwnerReadTheTokenAndKeepsIt() throws IOException {
        try (var directory = DataDirectory.open(temporary)) {
            String token = directory.token();
            assertThat(token).hasSizeGreaterThanOrEqualTo(32).isEqualTo(directory.token());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("token"))))
                    .isEqualTo("rw-------");
        }
    }
}
