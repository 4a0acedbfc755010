package tintype.local.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartTest {

    /// Other tools are configured with these.
    @ParameterizedTest
    @CsvSource({
        "GATEWAY, 8080", "UPLOAD, 8081", "THUMBNAIL, 8082", "METADATA, 8083", "KAFKA, 8084", "POSTGRES, 8086",
        "NODE, 8091"
    })
    void listensAtItsDistanceFromTheBasePort(Part part, int port) {
        assertThat(new Ports(8080).of(part)).isEqualTo(port);
    }

    /// The heaps are what bounds the memory of the whole suite; the rest of each JVM takes about as much again.
    @ParameterizedTest
    @CsvSource({"GATEWAY", "UPLOAD", "THUMBNAIL", "METADATA", "KAFKA", "NODE"})
    void givesEachJvmABoundedHeap(Part part) {
        assertThat(part.jvmOptions()).filteredOn(option -> option.matches("-Xmx\\d+m")).hasSize(1);
    }

    @Test
    void putsEachPartBehindAllThatNeedIt() {
        assertThat(Part.needlessFirst())
                .containsExactly(
                        Set.of(Part.METADATA, Part.NODE, Part.THUMBNAIL, Part.UPLOAD, Part.GATEWAY),
                        Set.of(Part.POSTGRES, Part.KAFKA));
    }
}
