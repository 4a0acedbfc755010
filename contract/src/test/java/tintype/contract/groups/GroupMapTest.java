package tintype.contract.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Group;
import tintype.contract.Parsed;
import tintype.contract.Presets;

class GroupMapTest {

    private static final Node ONE = new Node(new NodeName("node-1"), URI.create("http://localhost:8091"), null);
    private static final Node TWO = new Node(new NodeName("node-2"), URI.create("http://localhost:8092"), "rack-b");

    private final GroupMap map = map(256);

    @Test
    void whatPrintsParsesBack() {
        assertThat(GroupMap.parse(map.print())).isEqualTo(Parsed.ok(map));
    }

    @Test
    void readsAMapWithMembersThatANewerVersionAdded() {
        String newer = new String(map.print(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"moon\":\"full\",");

        assertThat(GroupMap.parse(newer.getBytes(StandardCharsets.UTF_8))).isEqualTo(Parsed.ok(map));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"cluster\":\"x\"}", "{\"version\":1}"})
    void refusesWithAReasonWhatIsNoMap(String json) {
        assertThat(GroupMap.parse(json.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void refusesAMapFromWhichAMemberIsMissing() {
        String crippled = new String(map.print(), StandardCharsets.UTF_8).replaceFirst("\"version\":1,", "");

        assertThat(GroupMap.parse(crippled.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class, refused -> assertThat(refused.reason().toString()).contains("version"));
    }

    @Test
    void knowsWhereAGroupLives() {
        assertThat(map.readers(map.assignment(new Group(1)).orElseThrow())).containsExactly(TWO);
    }

    @Test
    void knowsNoGroupBeyondItsCount() {
        assertThat(map.assignment(new Group(256))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127})
    void refusesACountThatNoClusterHas(int count) {
        assertThatThrownBy(() -> map(count)).hasMessageContaining("128 to 4096");
    }

    @Test
    void refusesAGroupOnANodeThatItDoesNotKnow() {
        assertThatThrownBy(() -> new GroupMap(map.cluster(), 1, 256, map.presets(), List.of(ONE), map.groups()))
                .hasMessageContaining("node-2");
    }

    @Test
    void refusesGroupsOutOfOrder() {
        assertThatThrownBy(() ->
                        new GroupMap(map.cluster(), 1, 256, map.presets(), map.nodes(), map.groups().reversed()))
                .hasMessageContaining("0ff");
    }

    private static GroupMap map(int count) {
        List<Assignment> groups = IntStream.range(0, count)
                .mapToObj(number -> {
                    List<NodeName> home = List.of((number % 2 == 0 ? ONE : TWO).name());
                    return new Assignment(new Group(number), 1, home, home, Assignment.State.WRITABLE);
                })
                .toList();
        return new GroupMap(new UUID(0, 0), 1, count, Presets.DEFAULT, List.of(ONE, TWO), groups);
    }
}
