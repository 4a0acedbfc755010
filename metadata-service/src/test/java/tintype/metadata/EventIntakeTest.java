package tintype.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is thrown here is what the connector lays with the dead letters.
@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class EventIntakeTest {

    @Inject
    EventIntake intake;

    @Inject
    Catalogue catalogue;

    @AfterEach
    void mend() {
        CatalogueDatabase.line.mend();
    }

    @Test
    void entersAnEventFromTheTopicIntoTheCatalogue() throws Exception {
        var image = new SampleImage();
        intake.take(SampleImage.message(image.stored()));

        assertThat(catalogue.find(image.id())).isInstanceOf(Catalogue.Entry.Known.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsNoEvent")
    void givesUpOnWhatIsNoEvent(String name, ConsumerRecord<String, byte[]> message) {
        assertThatThrownBy(() -> intake.take(message)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> whatIsNoEvent() {
        return Stream.of(
                Arguments.of("nothing at all", message(new RecordHeaders(), null)),
                Arguments.of("no envelope", message(new RecordHeaders(), "{}")),
                Arguments.of("another type", message(envelope("image.painted.v1"), "{}")),
                Arguments.of("no data", message(envelope("image.deleted.v1"), null)),
                Arguments.of("no JSON", message(envelope("image.deleted.v1"), "<deleted/>")),
                Arguments.of("a member missing", message(envelope("image.deleted.v1"), "{\"group\":\"07f\"}")),
                Arguments.of("no id", message(envelope("image.deleted.v1"),
                        "{\"group\":\"07f\",\"id\":\"1\",\"at\":\"2026-06-21T12:00:00Z\"}")));
    }

    private static ConsumerRecord<String, byte[]> message(RecordHeaders headers, @Nullable String value) {
        return SampleImage.message(headers, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static RecordHeaders envelope(String type) {
        var headers = new RecordHeaders();
        headers.add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_id", "1".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_source", "/test".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        headers.add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    /// PostgreSQL has no NUL in a text; to try again would be to try for ever.
    @Test
    void givesUpOnAnEventThatNoDatabaseTakes() {
        var image = new SampleImage();

        assertThatThrownBy(() -> intake.take(SampleImage.message(image.failed("NUL: \0")))).isNotNull();
        assertThat(catalogue.find(image.id())).isInstanceOf(Catalogue.Entry.Unknown.class);
    }

    @Test
    void keepsAnEventUntilTheDatabaseIsBack() throws Exception {
        var image = new SampleImage();
        CatalogueDatabase.line.cut();
        CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> {
            try {
                intake.take(SampleImage.message(image.stored()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(3_000);
        assertThat(taking).isNotDone();

        CatalogueDatabase.line.mend();
        taking.get(30, TimeUnit.SECONDS);

        assertThat(catalogue.find(image.id())).isInstanceOf(Catalogue.Entry.Known.class);
    }
}
