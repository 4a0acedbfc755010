package tintype.cluster;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
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

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final KafkaProducer<String, CloudEvent> producer;
    private final URI source;

    EventPublisher(
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.source = URI.create("/tintype/" + service);
        this.producer = new KafkaProducer<>(settings(kafka, service), new StringSerializer(), new CloudEventSerializer());
    }

    private static Map<String, Object> settings(String kafka, String service) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ProducerConfig.CLIENT_ID_CONFIG, service,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, DEADLINE.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DEADLINE.dividedBy(2).toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DEADLINE.toMillis());
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

    @PreDestroy
    void close() {
        producer.close(DEADLINE);
    }
}
