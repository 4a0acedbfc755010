package tintype.local;

import java.net.URISyntaxException;
import java.nio.file.Path;
import tintype.local.terminal.Refusal;

/// The directory of the suite: what `-Dtintype.home` names, or else the one with this class in `deploy/local/target`.
final class Home {

    private Home() {}

    static Path find() {
        String given = System.getProperty("tintype.home");
        return given == null ? ofThisClass() : Path.of(given).toAbsolutePath();
    }

    private static Path ofThisClass() {
        try {
            var code = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            // deploy/local/target/tintype-local.jar, or deploy/local/target/classes
            return code.resolve("../../../..").normalize();
        } catch (URISyntaxException e) {
            throw new Refusal("Cannot tell where Tintype is installed: " + e.getMessage(), e);
        }
    }
}
