package tintype.metadata;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tintype.contract.ImageKey;
import tintype.contract.events.ImageEvent;

@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class OutboxTest {

    @Inject
    Catalogue catalogue;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startEmpty() {
        await().until(() -> waiting("tintype.metadata.outbox.waiting") == 0);
    }

    @AfterEach
    void kafkaIsBack() {
        RecordedEvents.kafkaIsBack();
    }

    @Test
    void announcesADeletionOnceAndAtOnce() {
        SampleImage image = stored();
        when().delete("/images/" + image.id()).then().statusCode(204);
        when().delete("/images/" + image.id()).then().statusCode(204);

        await().atMost(Duration.ofMillis(900)).until(() -> announced().contains(image.key()));
        assertThat(announced()).containsOnlyOnce(image.key());
    }

    @Test
    void takesDeletionsWhileKafkaIsAwayAndAnnouncesThemInTheirOrderWhenItIsBack() {
        List<ImageKey> images = IntStream.range(0, 30).mapToObj(_ -> stored().key()).toList();
        RecordedEvents.kafkaIsAway();
        images.forEach(image -> when().delete("/images/" + image.id()).then().statusCode(204));

        await().until(() -> waiting("tintype.metadata.outbox.waiting") == 30);
        await().until(() -> waiting("tintype.metadata.outbox.oldest.seconds") >= 1);
        assertThat(announced()).doesNotContainAnyElementsOf(images);

        RecordedEvents.kafkaIsBack();
        await().until(() -> waiting("tintype.metadata.outbox.waiting") == 0);
        assertThat(announced().stream().filter(images::contains)).containsExactlyElementsOf(images);
        assertThat(waiting("tintype.metadata.outbox.oldest.seconds")).isZero();
    }

    private double waiting(String gauge) {
        return metrics.get(gauge).gauge().value();
    }

    private static List<ImageKey> announced() {
        return RecordedEvents.all().stream()
                .filter(ImageEvent.Deleted.class::isInstance)
                .map(ImageEvent::key)
                .toList();
    }

    private SampleImage stored() {
        var image = new SampleImage();
        catalogue.apply(image.stored());
        return image;
    }
}
