package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import tintype.contract.events.Topics;

/// What the code takes for granted of its channel.
class ChannelTest {

    private static final String CHANNEL = "mp.messaging.incoming.images.";

    private final Properties settings = new Properties();

    ChannelTest() throws IOException {
        try (var file = ChannelTest.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        }
    }

    @Test
    void bringsAJobBackOnceFromEachRetryTopic() {
        assertThat(setting("delayed-retry-topic.topics").split(",")).containsExactlyElementsOf(Topics.IMAGES_RETRY);
        assertThat(setting("delayed-retry-topic.max-retries")).isEqualTo("" + Topics.IMAGES_RETRY.size());
    }

    @Test
    void losesNothing() {
        assertThat(setting("topic")).isEqualTo(Topics.IMAGES);
        assertThat(setting("group.id")).isEqualTo("tintype-thumbnail");
        assertThat(setting("auto.offset.reset")).isEqualTo("earliest");
        assertThat(setting("failure-strategy")).isEqualTo("delayed-retry-topic");
        assertThat(setting("dead-letter-queue.topic")).isEqualTo(Topics.IMAGES_DEAD);
        assertThat(setting("dead-letter-queue.acks")).isEqualTo("all");
        assertThat(setting("dead-letter-queue.enable.idempotence")).isEqualTo("true");
    }

    private String setting(String name) {
        return settings.getProperty(CHANNEL + name);
    }
}
