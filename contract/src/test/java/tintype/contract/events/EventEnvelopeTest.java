package tintype.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Parsed;
import tintype.contract.Placeholder;
import tintype.contract.Recipe;
import tintype.contract.Sha256;

class EventEnvelopeTest {

    private static final URI SOURCE = URI.create("/tintype/test");
    private static final Path SCHEMAS = Path.of("../docs/reference/events");
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123Z");
    private static final Sha256 SHA = Sha256.of(new byte[0]);
    private static final Placeholder PLACEHOLDER = new Placeholder("LEHV6nWB2yk8pyo0adR*.7kCMdnj", "#c8a27e");
    private static final ImageKey IMAGE = new ImageKey(new Group(0x7f), ImageId.next());

    static Stream<ImageEvent> events() {
        var manifest = new Manifest(
                IMAGE.group(), IMAGE.id(), SHA, 3_000_000, Format.JPEG, 4000, 3000, 1, "IMG_1.jpg", NOW,
                Map.of("album", "2026"));
        var nameless = new Manifest(
                IMAGE.group(), IMAGE.id(), SHA, 1, Format.WEBP, 1, 1, 12, null, NOW, Map.of());
        var variant = new ImageEvent.RenderedVariant(
                new ImageFile.Variant(Recipe.fit(320), Format.JPEG), 320, 240, 20_000, SHA);
        return Stream.of(
                new ImageEvent.Stored(manifest),
                new ImageEvent.Stored(nameless),
                new ImageEvent.Stored(ofType(Format.AVIF)),
                new ImageEvent.Stored(ofType(Format.TIFF)),
                new ImageEvent.Rendered(IMAGE, List.of(variant), "imgscalr 4.2", NOW),
                new ImageEvent.Rendered(IMAGE, List.of(variant), "libvips 8.18.3", PLACEHOLDER, false, NOW),
                new ImageEvent.Rendered(IMAGE, inEveryFormat(), "libvips 8.18.3", PLACEHOLDER, true, NOW),
                new ImageEvent.Failed(IMAGE, "corrupt", "The picture ends in the middle.", 3, NOW),
                new ImageEvent.Deleted(IMAGE.group(), IMAGE.id(), NOW));
    }

    private static Manifest ofType(Format type) {
        return new Manifest(IMAGE.group(), IMAGE.id(), SHA, 9, type, 4, 3, 2, null, NOW, Map.of());
    }

    private static List<ImageEvent.RenderedVariant> inEveryFormat() {
        return Arrays.stream(Format.values())
                .filter(Format::isForVariants)
                .map(format -> new ImageFile.Variant(Recipe.fit(320), format))
                .map(file -> new ImageEvent.RenderedVariant(file, 320, 240, 20_000, SHA))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsSealedOpensAgain(ImageEvent event) {
        assertThat(EventEnvelope.open(EventEnvelope.seal(event, SOURCE))).isEqualTo(Parsed.ok(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsTheSameAfterItsWayOverKafka(ImageEvent event) {
        var headers = new RecordHeaders();
        byte[] value = onTheWire(event, headers);

        assertThat(EventEnvelope.open(headers, value)).isEqualTo(Parsed.ok(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void dataOnTheWireMatchesThePublishedSchema(ImageEvent event) throws Exception {
        Path schemaFile = SCHEMAS.resolve(event.type() + ".schema.json");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(schemaFile), InputFormat.JSON);
        String data = new String(onTheWire(event, new RecordHeaders()), StandardCharsets.UTF_8);

        assertThat(schema.validate(data, InputFormat.JSON)).as(data).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void travelsInBinaryMode(ImageEvent event) {
        var headers = new RecordHeaders();
        onTheWire(event, headers);

        assertThat(Stream.of(headers.toArray()).map(Header::key))
                .contains("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "content-type");
    }

    /// As the first version of the suite wrote it, and a reader of that version expects it.
    @Test
    void aRenderedEventOfAWholePictureSaysNothingOfDamage() {
        var event = new ImageEvent.Rendered(IMAGE, List.of(), "imgscalr 4.2", NOW);

        assertThat(new String(onTheWire(event, new RecordHeaders()), StandardCharsets.UTF_8))
                .isEqualTo("{\"group\":\"07f\",\"id\":\"%s\",\"variants\":[],\"engine\":\"imgscalr 4.2\",\"at\":\"%s\"}"
                        .formatted(IMAGE.id(), NOW));
    }

    static Stream<CloudEvent> strangers() {
        CloudEventBuilder stored = CloudEventBuilder.v1().withId("1").withSource(SOURCE).withType("image.stored.v1");
        return Stream.of(
                stored.build(),
                stored.withData("application/json", "[]".getBytes(StandardCharsets.UTF_8)).build(),
                stored.withData("application/json", "{".getBytes(StandardCharsets.UTF_8)).build(),
                renderedWith("\"placeholder\":{\"blurHash\":\"LEHV6nWB2yk8pyo0adR*\",\"colour\":\"red\"}"),
                renderedWith("\"placeholder\":{\"blurHash\":\"<script>\",\"colour\":\"#c8a27e\"}"),
                renderedWith("\"placeholder\":{\"colour\":\"#c8a27e\"}"),
                stored.withData("application/json", "{\"id\":7}".getBytes(StandardCharsets.UTF_8)).build(),
                CloudEventBuilder.v1().withId("1").withSource(SOURCE).withType("image.stored.v9").build());
    }

    private static CloudEvent renderedWith(String member) {
        String data = "{\"group\":\"07f\",\"id\":\"%s\",\"variants\":[],\"engine\":\"x\",\"at\":\"%s\",%s}"
                .formatted(IMAGE.id(), NOW, member);
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(SOURCE)
                .withType("image.rendered.v1")
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void refusesWithAReasonWhatIsNoEventOfOurs(CloudEvent stranger) {
        assertThat(EventEnvelope.open(stranger)).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void refusesAMessageThatIsNoCloudEvent() {
        assertThat(EventEnvelope.open(new RecordHeaders(), "hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void everyCopyOfAStoredEventHasTheSameId() {
        ImageEvent stored = events().findFirst().orElseThrow();

        assertThat(EventEnvelope.seal(stored, SOURCE).getId()).isEqualTo(EventEnvelope.seal(stored, SOURCE).getId());
    }

    private static byte[] onTheWire(ImageEvent event, RecordHeaders headers) {
        try (var serializer = new CloudEventSerializer()) {
            return serializer.serialize(Topics.IMAGES, headers, EventEnvelope.seal(event, SOURCE));
        }
    }
}
