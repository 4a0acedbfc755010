package tintype.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.cluster.Pictures;
import tintype.cluster.events.EventPublisher;
import tintype.contract.Format;
import tintype.contract.ImageFile.Variant;
import tintype.contract.Manifest;
import tintype.contract.Pixels;
import tintype.contract.Presets;
import tintype.contract.Recipe;
import tintype.contract.Sha256;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;

@QuarkusTest
@QuarkusTestResource(ThumbnailCluster.class)
class StoredImagesTest {

    private static final Variant THUMB = new Variant(Recipe.fit(160), Format.JPEG);

    @Inject
    StoredImages images;

    @AfterEach
    void calm() {
        ThumbnailCluster.one.behave();
        CountedEngine.work();
        RecordedEvents.kafkaIsBack();
    }

    @Test
    void storesAllPresetsOfANewImageAndTellsOfThem() throws Exception {
        Manifest image = ThumbnailCluster.stored(Pictures.jpegTurnedByExif(900, 600, 6), Format.JPEG, 600, 900);
        images.take(stored(image, 0));

        assertThat(RecordedEvents.of(image.key())).singleElement().isInstanceOfSatisfying(
                ImageEvent.Rendered.class, rendered -> {
                    assertThat(rendered.engine()).startsWith("libvips ");
                    assertThat(rendered.variants())
                            .extracting(ImageEvent.RenderedVariant::file)
                            .containsExactlyInAnyOrderElementsOf(List.copyOf(Presets.DEFAULT.variants()));
                });
        for (Variant variant : Presets.DEFAULT.variants()) {
            assertThat(sizeOf(ThumbnailCluster.file(image.key(), variant)))
                    .isEqualTo(variant.recipe().sizeOf(new Pixels(600, 900)));
        }
    }

    @Test
    void tellsTheSizesAndSumsOfWhatItStored() throws Exception {
        Manifest image = ThumbnailCluster.stored(Pictures.png(300, 200), Format.PNG, 300, 200);
        images.take(stored(image, 0));

        var rendered = (ImageEvent.Rendered) RecordedEvents.of(image.key()).getFirst();
        for (ImageEvent.RenderedVariant told : rendered.variants()) {
            byte[] bytes = Files.readAllBytes(ThumbnailCluster.one.path(image.key().name(told.file())));
            assertThat(told.bytes()).isEqualTo(bytes.length);
            assertThat(told.sha256()).isEqualTo(Sha256.of(bytes));
            assertThat(told.width()).isEqualTo(((Variant) told.file()).recipe().sizeOf(image.pixels()).width());
        }
    }

    @Test
    void rendersOnlyWhatIsNotThereYetAndTellsOfAll() throws Exception {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        byte[] first = Pictures.jpeg(160, 120);
        Files.write(ThumbnailCluster.file(image.key(), THUMB), first);
        images.take(stored(image, 0));

        assertThat(ThumbnailCluster.file(image.key(), THUMB)).hasBinaryContent(first);
        assertThat(((ImageEvent.Rendered) RecordedEvents.of(image.key()).getFirst()).variants()).hasSize(8);
    }

    @Test
    void bearsToHearOfAnImageTwice() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        images.take(stored(image, 0));
        int renders = CountedEngine.renders();
        images.take(stored(image, 0));

        assertThat(CountedEngine.renders()).isEqualTo(renders);
        assertThat(RecordedEvents.of(image.key())).hasSize(2).allMatch(event -> event instanceof ImageEvent.Rendered);
    }

    @Test
    void saysAtOnceThatAPhotoCannotBeRendered() {
        byte[] broken = Pictures.text("no picture ".repeat(50));
        Manifest image = ThumbnailCluster.stored(broken, Format.JPEG, 400, 300);
        images.take(stored(image, 0));

        assertThat(RecordedEvents.of(image.key())).singleElement().isInstanceOfSatisfying(
                ImageEvent.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo("corrupt");
                    assertThat(failed.attempts()).isEqualTo(1);
                });
        assertThat(RecordedEvents.deadLetters(image.key())).containsExactly(new ImageEvent.Stored(image));
    }

    @Test
    void endsQuietlyWhenTheImageWasDeleted() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        ThumbnailCluster.one.delete(image.key());
        images.take(stored(image, 0));

        assertThat(RecordedEvents.of(image.key())).isEmpty();
        assertThat(RecordedEvents.deadLetters(image.key())).isEmpty();
    }

    @Test
    void endsQuietlyWhenTheImageIsDeletedWhileItIsRendered() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        ThumbnailCluster.one.refuseWritesWith(410, 0);
        images.take(stored(image, 0));

        assertThat(RecordedEvents.of(image.key())).isEmpty();
    }

    @Test
    void asksForAnotherTryWhenTheNodeDoesNotTakeTheVariants() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        ThumbnailCluster.one.refuseWritesWith(503, 0);

        assertThatThrownBy(() -> images.take(stored(image, 0))).isInstanceOf(StoredImages.TryAgainLater.class);
        assertThat(RecordedEvents.of(image.key())).isEmpty();
        ThumbnailCluster.one.behave();
        images.take(stored(image, 1));
        assertThat(RecordedEvents.of(image.key())).hasOnlyElementsOfType(ImageEvent.Rendered.class).hasSize(1);
    }

    @Test
    void asksForAnotherTryWhenTheOriginalHasOtherBytes() throws Exception {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        Files.write(ThumbnailCluster.one.path(image.original()), Pictures.jpeg(400, 301));

        assertThatThrownBy(() -> images.take(stored(image, 0))).isInstanceOf(StoredImages.TryAgainLater.class);
    }

    @Test
    void asksForAnotherTryWhenThereIsNoWorker() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        CountedEngine.rest();

        assertThatThrownBy(() -> images.take(stored(image, 0))).isInstanceOf(StoredImages.TryAgainLater.class);
        assertThat(RecordedEvents.of(image.key())).isEmpty();
        images.take(stored(image, Topics.IMAGES_RETRY.size()));
        assertThat(RecordedEvents.of(image.key())).singleElement().isInstanceOfSatisfying(
                ImageEvent.Failed.class, failed -> assertThat(failed.reason()).isEqualTo("renderer-unavailable"));
    }

    @Test
    void asksForAnotherTryWhenKafkaDoesNotTakeTheEvent() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        RecordedEvents.kafkaIsAway();

        assertThatThrownBy(() -> images.take(stored(image, 0))).isInstanceOf(EventPublisher.NotAnnounced.class);
    }

    @Test
    void givesUpAfterTheLastTry() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        ThumbnailCluster.one.refuseWritesWith(503, 0);
        int retries = Topics.IMAGES_RETRY.size();

        assertThatThrownBy(() -> images.take(stored(image, retries - 1)))
                .isInstanceOf(StoredImages.TryAgainLater.class);
        images.take(stored(image, retries));
        assertThat(RecordedEvents.of(image.key())).singleElement().isInstanceOfSatisfying(
                ImageEvent.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo("store-unavailable");
                    assertThat(failed.attempts()).isEqualTo(retries + 1);
                });
        assertThat(RecordedEvents.deadLetters(image.key())).hasSize(1);
    }

    @Test
    void doesNotCareForOtherEvents() {
        Manifest image = ThumbnailCluster.stored(Pictures.jpeg(400, 300), Format.JPEG, 400, 300);
        int renders = CountedEngine.renders();
        images.take(record(new ImageEvent.Failed(image.key(), "corrupt", "No.", 1, image.storedAt()), 0));
        images.take(record(new ImageEvent.Deleted(image.group(), image.id(), image.storedAt()), 0));

        assertThat(CountedEngine.renders()).isEqualTo(renders);
        assertThat(RecordedEvents.of(image.key())).isEmpty();
    }

    @Test
    void leavesNoOriginalBehind() throws Exception {
        images.take(stored(ThumbnailCluster.stored(Pictures.gif(40, 30), Format.GIF, 40, 30), 0));

        assertThat(ThumbnailCluster.data.resolve("originals")).isEmptyDirectory();
    }

    private static ConsumerRecord<String, byte[]> stored(Manifest image, int retries) {
        return record(new ImageEvent.Stored(image), retries);
    }

    /// As the connector hands it over.
    private static ConsumerRecord<String, byte[]> record(ImageEvent event, int retries) {
        String key = event.key().id().toString();
        ProducerRecord<String, byte[]> sent = KafkaMessageFactory.<String>createWriter(Topics.IMAGES, key)
                .writeBinary(EventEnvelope.seal(event, URI.create("/tintype/upload-service")));
        String topic = retries == 0 ? Topics.IMAGES : Topics.IMAGES_RETRY.get(retries - 1);
        var received = new ConsumerRecord<>(topic, 0, 0, key, sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    private static Pixels sizeOf(Path variant) throws Exception {
        var picture = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(variant)));
        return new Pixels(picture.getWidth(), picture.getHeight());
    }
}
