package tintype.serve.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudevents.kafka.CloudEventSerializer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.Group;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.events.EventEnvelope;
import tintype.contract.events.ImageEvent;
import tintype.contract.events.Topics;
import tintype.contract.store.NodeProtocol;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;
import tintype.serve.files.Lookup;

/// Deletions as they come from the topic. Kafka itself is away in these tests, and the node lives.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
class DeletionsTest {

    private static final byte[] PHOTO = Images.bytes(20_000);
    private static final byte[] PICTURE = Images.bytes(900);

    @Inject
    Deletions deletions;

    @Inject
    Lookup lookup;

    private static ConsumerRecord<String, byte[]> record(Headers headers, byte[] value) {
        var record = new ConsumerRecord<>(Topics.IMAGES, 0, 0, "key", value);
        headers.forEach(record.headers()::add);
        return record;
    }

    private static ConsumerRecord<String, byte[]> record(ImageEvent event) {
        Headers headers = new RecordHeaders();
        byte[] value = new CloudEventSerializer()
                .serialize(Topics.IMAGES, headers, EventEnvelope.seal(event, URI.create("/tintype/test")));
        return record(headers, value);
    }

    private static ImageEvent deleted(ImageKey image) {
        return new ImageEvent.Deleted(image.group(), image.id(), Instant.now());
    }

    @Test
    void takesAnImageFromDiskAndMemoryWithinASecond() {
        ImageName original = Store.stored(PHOTO);
        ImageName thumb = Store.storedVariant(original.image(), PICTURE);
        for (ImageName name : List.of(original, thumb)) {
            given().get(name.path()).then().statusCode(200);
        }

        deletions.take(record(deleted(original.image())));
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> Stream.of(original, thumb).forEach(name -> given()
                .get(name.path())
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .header("Cache-Control", "public, max-age=5")));
        Store.member().get(NodeProtocol.storePath(original.image())).then().statusCode(410);
    }

    @Test
    void refusesWhatComesTooLate() {
        ImageName original = Store.stored(PHOTO);
        deletions.take(record(deleted(original.image())));

        assertThat(Store.put(original.image().name(Images.THUMB), PICTURE).statusCode()).isEqualTo(410);
        assertThat(Store.put(Images.manifest(original.image(), PHOTO), PHOTO).statusCode()).isEqualTo(410);
    }

    @Test
    void bearsToSeeADeletionTwiceAndBeforeItsImage() {
        ImageKey image = Images.key();
        deletions.take(record(deleted(image)));
        deletions.take(record(deleted(image)));

        assertThat(Store.put(Images.manifest(image, PHOTO), PHOTO).statusCode()).isEqualTo(410);
    }

    @Test
    void remembersDeletionsInTheGroupsOfOtherNodes() {
        ImageKey image = new ImageKey(Images.ELSEWHERE, ImageId.next());
        deletions.take(record(deleted(image)));

        assertThat(NodeCluster.data.resolve("tombstones/" + image)).exists();
    }

    @Test
    void deletesWhatIsLeftOfAnImageWhoseGroupMovedAway() throws Exception {
        ImageKey image = new ImageKey(Images.ELSEWHERE, ImageId.next());
        Path home = Files.createDirectories(NodeCluster.data.resolve(image.directory()));
        deletions.take(record(deleted(image)));

        assertThat(home).doesNotExist();
    }

    @Test
    void heedsNoOtherEvent() {
        ImageName original = Store.stored(PHOTO);
        deletions.take(record(new ImageEvent.Stored(Images.manifest(original.image(), PHOTO))));
        deletions.take(record(new ImageEvent.Failed(original.image(), "corrupt", "It is broken.", 1, Instant.now())));
        deletions.take(record(
                new RecordHeaders().add("ce_type", "image.archived.v7".getBytes(StandardCharsets.UTF_8)), new byte[0]));

        given().get(original.path()).then().statusCode(200);
    }

    /// A failure sends the record to the dead letters, and the next one is taken.
    static Stream<Arguments> malformed() {
        Headers deletion = record(deleted(Images.key())).headers();
        return Stream.of(
                Arguments.of("no event", new RecordHeaders(), "hello".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("nothing at all", new RecordHeaders(), null),
                Arguments.of("a deletion without data", deletion, null),
                Arguments.of("a deletion of nothing", deletion, "{}".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("a deletion that is no JSON", deletion, "{".getBytes(StandardCharsets.UTF_8)),
                Arguments.of(
                        "a deletion of an id that is none", deletion,
                        "{\"group\":\"010\",\"id\":\"../..\",\"at\":\"2026-11-23T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void givesWhatItCannotReadToTheDeadLetters(String name, Headers headers, byte[] value) {
        assertThatThrownBy(() -> deletions.take(record(headers, value))).isInstanceOf(IllegalArgumentException.class);
    }

    /// The group's tombstones cannot be written, as something else is in their place.
    @Test
    void triesADeletionUntilItSucceeds() throws Exception {
        ImageKey image = new ImageKey(new Group(0x20), ImageId.next());
        Store.put(Images.manifest(image, PHOTO), PHOTO).then().statusCode(201);
        Path obstacle = Files.write(NodeCluster.data.resolve("tombstones/020"), PICTURE);
        var deletion = CompletableFuture.runAsync(() -> deletions.take(record(deleted(image))));
        Thread.sleep(300);
        assertThat(deletion).isNotDone();

        Files.delete(obstacle);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(deletion).isCompleted());
        given().get(Images.manifest(image, PHOTO).original().path()).then().statusCode(410);
    }

    /// Readers who fill the memory and writers who are late, against the deletion: nothing is served afterwards.
    @Test
    void bringsNothingBackWhoeverIsAtItMeanwhile() throws Exception {
        for (int round = 0; round < 60; round++) {
            ImageName original = Store.stored(PHOTO);
            ImageName thumb = original.image().name(Images.THUMB);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Stream<Callable<Object>> readers = IntStream.range(0, 6).mapToObj(_ -> () -> lookup.find(original));
                Stream<Callable<Object>> others = Stream.of(
                        () -> Store.put(thumb, PICTURE).statusCode(),
                        () -> {
                            deletions.take(record(deleted(original.image())));
                            return null;
                        });
                for (var act : threads.invokeAll(Stream.concat(readers, others).toList())) {
                    act.get();
                }
            }
            given().get(original.path()).then().statusCode(410);
            given().get(thumb.path()).then().statusCode(410);
            assertThat(NodeCluster.data.resolve(original.image().directory())).doesNotExist();
        }
    }
}
