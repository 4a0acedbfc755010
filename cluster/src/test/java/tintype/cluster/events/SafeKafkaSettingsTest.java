package tintype.cluster.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeKafkaSettingsTest {

    private static final String IN = "mp.messaging.incoming.images.";
    private static final String OUT = "mp.messaging.outgoing.events.";
    private static final Map<String, String> SAFE = Map.of(
            IN + "connector", "smallrye-kafka",
            IN + "group.id", "a-service",
            IN + "auto.offset.reset", "earliest",
            IN + "failure-strategy", "dead-letter-queue",
            IN + "dead-letter-queue.acks", "all",
            OUT + "connector", "smallrye-kafka",
            OUT + "acks", "all",
            OUT + "enable.idempotence", "true");

    @Test
    void takesChannelsThatLoseNothing() {
        assertThat(settings(SAFE).unsafe()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "incoming.images.group.id,",
        "incoming.images.auto.offset.reset,",
        "incoming.images.auto.offset.reset,latest",
        "incoming.images.failure-strategy,",
        "incoming.images.failure-strategy,fail",
        "incoming.images.failure-strategy,ignore",
        "incoming.images.dead-letter-queue.acks,",
        "outgoing.events.acks,",
        "outgoing.events.acks,1",
        "outgoing.events.enable.idempotence,false",
    })
    void refusesToStartWithASettingThatMayLoseMessages(String setting, String value) {
        Map<String, String> unsafe = new HashMap<>(SAFE);
        if (value == null) {
            unsafe.remove("mp.messaging." + setting);
        } else {
            unsafe.put("mp.messaging." + setting, value);
        }

        assertThatThrownBy(settings(unsafe)::check).hasMessageContaining("mp.messaging." + setting);
    }

    @Test
    void leavesOtherConnectorsAlone() {
        assertThat(settings(Map.of(IN + "connector", "smallrye-in-memory")).unsafe()).isEmpty();
    }

    private static SafeKafkaSettings settings(Map<String, String> properties) {
        return new SafeKafkaSettings(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build());
    }
}
