package tintype.endtoend.suite;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;

/// A consumer of the events, as somebody else's system would be one.
final class EventLog implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    EventLog(String kafka) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", kafka,
                        "group.id", "somebody-" + UUID.randomUUID(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.IMAGES));
    }

    /// All events of an image, once there is one of this type.
    List<ImageEvent> of(String id, ImageEvent.Type last) {
        await().atMost(Duration.ofSeconds(30)).until(() -> of(id).stream().anyMatch(event -> event.type() == last));
        return of(id);
    }

    private List<ImageEvent> of(String id) {
        return recordsOf(id).stream()
                .map(record -> EventEnvelope.open(record.headers(), record.value()).orThrow())
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> recordsOf(String id) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        return records.stream().filter(record -> record.key().equals(id)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
