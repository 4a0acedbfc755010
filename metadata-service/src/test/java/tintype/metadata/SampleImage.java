package tintype.metadata;

import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Placeholder;
import tintype.contract.Sha256;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;

/// An image that was never taken, and what may happen to it.
record SampleImage(ImageKey key) {

    static final Instant NOON = Instant.parse("2026-06-21T12:00:00Z");

    SampleImage() {
        this(new ImageKey(new Group(0x7f), ImageId.next()));
    }

    ImageId id() {
        return key.id();
    }

    ImageEvent stored() {
        return new ImageEvent.Stored(new Manifest(
                key.group(), key.id(), Sha256.of(new byte[] {1}), 1234, Format.JPEG, 4000, 3000, 1, "IMG_1.jpg", NOON,
                Map.of()));
    }

    ImageEvent rendered() {
        return new ImageEvent.Rendered(key, List.of(), "imgscalr 4.2", NOON);
    }

    ImageEvent rendered(@Nullable Placeholder placeholder, boolean damaged, Instant at) {
        return new ImageEvent.Rendered(key, List.of(), "libvips 8.18.3", placeholder, damaged, at);
    }

    ImageEvent failed(String detail) {
        return new ImageEvent.Failed(key, "corrupt", detail, 1, NOON);
    }

    ImageEvent deleted() {
        return new ImageEvent.Deleted(key.group(), key.id(), NOON);
    }

    /// As it comes from the topic.
    static ConsumerRecord<String, byte[]> message(ImageEvent event) {
        ProducerRecord<Void, byte[]> sent = KafkaMessageFactory.<Void>createWriter(Topics.IMAGES)
                .writeBinary(EventEnvelope.seal(event, URI.create("/tintype/test")));
        return message(sent.headers(), sent.value());
    }

    static ConsumerRecord<String, byte[]> message(Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                Topics.IMAGES, 0, 0, ConsumerRecord.NO_TIMESTAMP, TimestampType.NO_TIMESTAMP_TYPE, 0, 0, "key", value,
                headers, Optional.empty());
    }
}
