package tintype.upload;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;

/// Kafka's own fake in the place of the producer.
class RecordedEvents {

    private static final MockProducer<String, CloudEvent> PRODUCER =
            new MockProducer<>(true, null, new StringSerializer(), new CloudEventSerializer());

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Producer<String, CloudEvent> producer() {
        return PRODUCER;
    }

    static List<ImageEvent> all() {
        return PRODUCER.history().stream().map(record -> EventEnvelope.open(record.value()).orThrow()).toList();
    }

    static void kafkaIsAway() {
        PRODUCER.sendException = new TimeoutException("Topic tintype.images not present in metadata after 5000 ms.");
    }

    static void kafkaIsBack() {
        PRODUCER.sendException = null;
    }
}
