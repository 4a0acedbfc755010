package tintype.cluster.events;

import io.cloudevents.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tintype.cluster.Tracing;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;

/// Announces what happened to images. An event is out when all in-sync replicas of the broker have it.
@ApplicationScoped
public class EventPublisher {

    /// The broker did not take the event in time; it may or may not come to be on the topic.
    public static final class NotAnnounced extends RuntimeException {
        NotAnnounced(ImageEvent event, Throwable cause) {
            super("Kafka did not confirm " + event.type() + " of " + event.key(), cause);
        }
    }

    private final Producer<String, CloudEvent> producer;
    private final URI source;

    EventPublisher(
            Producer<String, CloudEvent> producer,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.producer = producer;
        this.source = URI.create("/tintype/" + service);
    }

    /// Returns when the event is safe; blocks for some seconds at most.
    ///
    /// @throws NotAnnounced when the broker is away or too slow
    public void publish(ImageEvent event) {
        send(event, record(Topics.IMAGES, event));
    }

    /// Lays an event that is given up on with the dead letters, for people to look at and to replay.
    ///
    /// @throws NotAnnounced when the broker is away or too slow
    public void bury(ImageEvent event, String reason) {
        var letter = record(Topics.IMAGES_DEAD, event);
        letter.headers().add(Topics.DEAD_REASON, reason.getBytes(StandardCharsets.UTF_8));
        send(event, letter);
    }

    private ProducerRecord<String, CloudEvent> record(String topic, ImageEvent event) {
        return new ProducerRecord<>(topic, event.key().id().toString(), EventEnvelope.seal(event, source));
    }

    private void send(ImageEvent event, ProducerRecord<String, CloudEvent> record) {
        Tracing.continueIn(record.headers());
        try {
            producer.send(record).get();
        } catch (ExecutionException | KafkaException e) {
            throw new NotAnnounced(event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAnnounced(event, e);
        }
    }
}
