package tintype.endtoend.power;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tintype.contract.ImageKey;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;
import tintype.contract.groups.GroupMap;

/// What metadata-service would tell the node: maps of groups, and deletions.
final class Announcements implements AutoCloseable {

    private static final URI SOURCE = URI.create("/tintype/metadata-service");

    /// Where the event of a deletion is on its topic.
    record Place(TopicPartition partition, long offset) {

        /// Whether a consumer with these offsets has said that it needs not hear of it again.
        boolean isBefore(Map<TopicPartition, OffsetAndMetadata> committed) {
            OffsetAndMetadata next = committed.get(partition);
            return next != null && offset < next.offset();
        }
    }

    private final KafkaProducer<String, byte[]> producer;
    private final Admin admin;
    private final String consumer;

    Announcements(String kafka, String node) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "enable.idempotence", true, "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
        this.consumer = "tintype-node-" + node;
    }

    void map(GroupMap map) {
        send(new ProducerRecord<>(Topics.GROUPS, Topics.GROUPS_KEY, map.print()));
    }

    /// Returns when Kafka has it; what a user who deletes waits for.
    Place deletion(ImageKey image) {
        CloudEvent event = EventEnvelope.seal(new ImageEvent.Deleted(image.group(), image.id(), Instant.now()), SOURCE);
        MessageWriter<?, ProducerRecord<String, byte[]>> writer =
                KafkaMessageFactory.createWriter(Topics.IMAGES, image.id().toString());
        RecordMetadata there = send(writer.writeBinary(event));
        return new Place(new TopicPartition(there.topic(), there.partition()), there.offset());
    }

    /// Which deletions the node will not hear of again: it says that they are done, for ever.
    Map<TopicPartition, OffsetAndMetadata> committed() {
        try {
            return admin.listConsumerGroupOffsets(consumer).partitionsToOffsetAndMetadata().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot ask what was committed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take " + record, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
