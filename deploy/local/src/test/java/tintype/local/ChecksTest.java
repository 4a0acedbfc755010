package tintype.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.plan.Member;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.plan.Settings;
import tintype.local.terminal.Refusal;

class ChecksTest {

    @TempDir
    Path home;

    @Test
    void saysWhatIsNotBuilt() {
        var settings = new Settings(
                home, home, new Ports(8080), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                URI.create("http://localhost:8080"));
        var gateway = new Member(Part.GATEWAY, "gateway", 8080, home.resolve("gateway"));
        assertThatThrownBy(() -> Checks.beforeStart(settings, List.of(gateway)))
                .isInstanceOf(Refusal.class)
                .hasMessage("gateway is not built: " + home + "/gateway/target/quarkus-app/quarkus-run.jar is missing;"
                        + " run './tintype build'");
    }
}
