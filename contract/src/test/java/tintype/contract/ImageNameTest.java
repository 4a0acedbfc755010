package tintype.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    private static final String ID = "01m831qexxeyj80sy3v8ab5jre";

    @Provide
    Arbitrary<ImageName> names() {
        return Names.names();
    }

    @Provide
    Arbitrary<ImageId> ids() {
        return Names.ids();
    }

    @Property
    void whatPrintsParsesBack(@ForAll("names") ImageName name) {
        assertThat(ImageName.parse(name.path())).isEqualTo(Parsed.ok(name));
    }

    /// One spelling only: whatever parses prints as what was parsed.
    @Property
    void whatParsesPrintsBack(@ForAll("names") ImageName name, @ForAll char other, @ForAll int at) {
        var mutated = new StringBuilder(name.path());
        mutated.setCharAt(Math.floorMod(at, mutated.length()), other);

        ImageName.parse(mutated.toString())
                .optional()
                .ifPresent(parsed -> assertThat(parsed.path()).isEqualTo(mutated.toString()));
    }

    /// As unsigned numbers of 128 bits, so that the order of ids is the order in time.
    @Property
    void idsSortAsTheirBits(@ForAll("ids") ImageId one, @ForAll("ids") ImageId other) {
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(number(one).compareTo(number(other)));
    }

    private static BigInteger number(ImageId id) {
        return new BigInteger(id.uuid().toString().replace("-", ""), 16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "g/07f/" + ID + "/original.jpg",
                "/g/07f/" + ID,
                "/g/07f/" + ID + "/",
                "/g/07f/" + ID + "/original.jpg/",
                "//g/07f/" + ID + "/original.jpg",
                "/h/07f/" + ID + "/original.jpg",
                "/g/7f/" + ID + "/original.jpg",
                "/g/07F/" + ID + "/original.jpg",
                "/g/../" + ID + "/original.jpg",
                "/g/07f/../../etc/passwd",
                "/g/07f/" + ID + "/../original.jpg",
                "/g/07f/" + ID + "/manifest.json",
                "/g/07f/" + ID + "/SHA256SUMS",
                "/g/07f/" + ID + "/original.JPG",
                "/g/07f/" + ID + "/original.jpeg",
                "/g/07f/" + ID + "/original",
                "/g/07f/01M831QEXXEYJ80SY3V8AB5JRE/original.jpg",
                "/g/07f/o1m831qexxeyj80sy3v8ab5jre/original.jpg",
                "/g/07f/81m831qexxeyj80sy3v8ab5jre/original.jpg",
                "/g/07f/01m831qexxeyj80sy3v8ab5jr/original.jpg",
                "/g/07f/" + ID + "/original.tiff",
                "/g/07f/" + ID + "/original.heic",
                "/g/07f/" + ID + "/fit-320x320.gif",
                "/g/07f/" + ID + "/fit-320x320.tif",
                "/g/07f/" + ID + "/fit-0320x320.jpg",
                "/g/07f/" + ID + "/fit-320x320-q80.jpg",
                "/g/07f/" + ID + "/fit-320x320-r1.jpg",
                "/g/07f/" + ID + "/fit-320x320-r2-q85.jpg",
                "/g/07f/" + ID + "/fit-320x320-q101.jpg",
                "/g/07f/" + ID + "/fit-0x320.jpg",
                "/g/07f/" + ID + "/fit-20000x320.jpg",
                "/g/07f/" + ID + "/fit-320X320.jpg",
                "/g/07f/" + ID + "/stretch-320x320.jpg",
                "/g/07f/" + ID + "/fit-320x320.jpg%00",
                "/g/07f/" + ID + "/fit-320x320.jpg\n",
                "/g/07f/" + ID + "/fit-٣٢٠x320.jpg",
            })
    void refusesWithAReasonWhatIsNoName(String path) {
        assertThat(ImageName.parse(path)).isInstanceOfSatisfying(Parsed.Refused.class, refused -> Assertions.assertThat(
                        refused.reason())
                .isNotBlank());
    }

    @Test
    void anIdTellsWhenItWasMade() {
        assertThat(Duration.between(ImageId.next().createdAt(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void noIdIsEverMadeTwice() {
        assertThat(Stream.generate(ImageId::next).limit(100_000)).doesNotHaveDuplicates();
    }
}
