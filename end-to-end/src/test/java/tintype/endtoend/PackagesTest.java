package tintype.endtoend;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Packages are layers: to understand one, nobody has to read what is built on it.
class PackagesTest {

    private static final Path HOME = Path.of("..");

    private static JavaClasses all;

    @BeforeAll
    static void read() throws IOException {
        all = new ClassFileImporter().importPaths(classesOfAllModules());
        assertThat(all)
                .extracting(JavaClass::getPackageName)
                .contains("tintype.contract", "tintype.render.vips", "tintype.serve.disk", "tintype.local.run");
    }

    @Test
    void needEachOtherOneWayOnly() {
        slices().matching("(tintype..)").should().beFreeOfCycles().check(all);
    }

    /// The compiler lets inference name a hidden type of another package; the JVM refuses it, when a user waits.
    @Test
    void callNothingThatAnswersWithWhatItsPackageHides() {
        assertThat(all.stream().flatMap(one -> one.getMethodCallsFromSelf().stream()))
                .filteredOn(call -> !call.getOriginOwner().getPackage().equals(call.getTargetOwner().getPackage()))
                .filteredOn(call -> isHidden(call.getTarget().getRawReturnType().getName()))
                .extracting(JavaMethodCall::getDescription)
                .isEmpty();
    }

    private static boolean isHidden(String type) {
        return all.contain(type) && !all.get(type).getModifiers().contains(JavaModifier.PUBLIC);
    }

    @Test
    void leaveNothingNullThatDoesNotSaySo() {
        assertThat(all.stream().map(JavaClass::getPackage).distinct())
                .allMatch(one -> one.isAnnotatedWith(NullMarked.class));
    }

    private static List<Path> classesOfAllModules() throws IOException {
        try (Stream<Path> below = Files.find(HOME, 4, (path, _) -> path.endsWith("target/classes"))) {
            return below.toList();
        }
    }
}
