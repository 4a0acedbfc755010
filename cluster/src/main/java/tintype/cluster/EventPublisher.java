package tintype.cluster;

import io.cloudevents.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tintype.contract.EventEnvelope;
import tintype.contract.ImageEvent;
import tintype.contract.Topics;

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
        var record = new ProducerRecord<>(
                Topics.IMAGES, event.key().id().toString(), EventEnvelope.seal(event, source));
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
