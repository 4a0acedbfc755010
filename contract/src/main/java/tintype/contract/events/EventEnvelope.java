package tintype.contract.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.Headers;
import tintype.contract.Json;
import tintype.contract.Parsed;

/// An [ImageEvent] in the envelope in which it travels: CloudEvents 1.0, and its Kafka binding in binary mode.
public final class EventEnvelope {

    private static final String JSON = "application/json";
    private static final String EVENT_ID = "eventId";

    private EventEnvelope() {}

    /// @param source who says so: `/tintype/upload-service`
    public static CloudEvent seal(ImageEvent event, URI source) {
        return CloudEventBuilder.v1()
                .withId(event.eventId())
                .withSource(source)
                .withType(event.type().toString())
                .withSubject(event.key().id().toString())
                .withTime(event.at().atOffset(ZoneOffset.UTC))
                .withData(JSON, Json.print(event))
                .build();
    }

    public static Parsed<ImageEvent> open(CloudEvent envelope) {
        return ImageEvent.Type.parse(envelope.getType()).flatMap(type -> read(envelope, type));
    }

    /// As it came from the topic.
    public static Parsed<ImageEvent> open(Headers headers, byte[] value) {
        CloudEvent envelope;
        try {
            envelope = KafkaMessageFactory.createReader(headers, value).toEvent();
        } catch (CloudEventRWException | IllegalArgumentException e) {
            return Parsed.refused("Not a CloudEvent: " + e.getMessage());
        }
        return open(envelope);
    }

    private static Parsed<ImageEvent> read(CloudEvent envelope, ImageEvent.Type type) {
        CloudEventData data = envelope.getData();
        if (data == null) {
            return Parsed.refused("The event " + envelope.getId() + " has no data");
        }
        try {
            JsonNode tree = Json.MAPPER.readTree(data.toBytes());
            if (!(tree instanceof ObjectNode members)) {
                return Parsed.refused("The data of event " + envelope.getId() + " is not a JSON object");
            }
            members.put(EVENT_ID, envelope.getId());
            return Parsed.ok(Json.MAPPER.treeToValue(members, type.shape()));
        } catch (JsonProcessingException e) {
            return Parsed.refused("The data of event " + envelope.getId() + " is wrong: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read event " + envelope.getId() + " from memory", e);
        }
    }
}
