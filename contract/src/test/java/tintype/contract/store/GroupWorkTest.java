package tintype.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Json;
import tintype.contract.Parsed;
import tintype.contract.groups.NodeName;

class GroupWorkTest {

    private static final NodeName NODE = new NodeName("node-1");

    static Stream<Arguments> works() {
        return Stream.of(
                Arguments.of(new GroupWork.Pull(NODE, 2, 1000),
                        "{'kind':'pull','from':'node-1','epoch':2,'bytesPerSecond':1000}"),
                Arguments.of(new GroupWork.Verify(NODE, 2, 0),
                        "{'kind':'verify','against':'node-1','epoch':2,'bytesPerSecond':0}"),
                Arguments.of(new GroupWork.Drop(3), "{'kind':'drop','epoch':3}"),
                Arguments.of(new GroupWork.Compare(NODE, 4), "{'kind':'compare','with':'node-1','epoch':4}"));
    }

    @ParameterizedTest
    @MethodSource("works")
    void isToldByItsKind(GroupWork work, String json) {
        byte[] printed = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(Json.print(work)).asString().isEqualTo(new String(printed, StandardCharsets.UTF_8));
        assertThat(Json.parse(printed, GroupWork.class)).isEqualTo(Parsed.ok(work));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'kind':'format','epoch':1}", "{'kind':'drop'}", "{'kind':'drop','epoch':0}",
        "{'kind':'pull','from':'node-1','epoch':1,'bytesPerSecond':-1}",
        "{'kind':'pull','epoch':1,'bytesPerSecond':1}"})
    void isNothingElse(String json) {
        byte[] printed = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parse(printed, GroupWork.class)).isInstanceOf(Parsed.Refused.class);
    }
}
