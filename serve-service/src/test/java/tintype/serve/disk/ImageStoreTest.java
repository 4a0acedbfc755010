package tintype.serve.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Sha256;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;
import tintype.serve.Images;

class ImageStoreTest {

    private static final byte[] PHOTO = Images.bytes(5_000);
    private static final byte[] PICTURE = Images.bytes(700);

    @TempDir
    Path data;

    private final ImageKey image = Images.key();
    private final ImageName original = Images.manifest(image, PHOTO).original();
    private final ImageName thumb = image.name(Images.THUMB);
    private ImageStore store;

    @BeforeEach
    void open() throws IOException {
        store = new ImageStore(data);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path home() {
        return data.resolve(image.directory());
    }

    @Test
    void keepsAnOriginalWithItsManifestAndItsSum() throws Exception {
        assertThat(Images.addOriginal(store, image, PHOTO)).isEqualTo(StoreResult.STORED);

        assertThat(home().resolve("original.jpg")).hasBinaryContent(PHOTO);
        assertThat(store.describe(image)).contains(new StoredImage(
                Images.manifest(image, PHOTO),
                List.of(new StoredFile(original.file(), Sha256.of(PHOTO), PHOTO.length))));
    }

    @Test
    void writesSumsThatCoreutilsCanCheck() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Images.addVariant(store, thumb, PICTURE);

        Process check = new ProcessBuilder("sha256sum", "--strict", "-c", "SHA256SUMS")
                .directory(home().toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes())).isEqualTo("fit-160x160.jpg: OK\noriginal.jpg: OK\n");
    }

    @Test
    void takesTheSameOriginalTwice() throws Exception {
        Images.addOriginal(store, image, PHOTO);

        assertThat(Images.addOriginal(store, image, PHOTO)).isEqualTo(StoreResult.ALREADY_THERE);
    }

    @Test
    void keepsTheFirstOriginalOfAnId() throws Exception {
        Images.addOriginal(store, image, PHOTO);

        assertThat(Images.addOriginal(store, image, PICTURE)).isEqualTo(StoreResult.OTHER_BYTES);
        assertThat(home().resolve("original.jpg")).hasBinaryContent(PHOTO);
    }

    @Test
    void keepsTheFirstBytesOfAVariant() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        assertThat(Images.addVariant(store, thumb, PICTURE)).isEqualTo(StoreResult.STORED);

        assertThat(Images.addVariant(store, thumb, PHOTO)).isEqualTo(StoreResult.ALREADY_THERE);
        assertThat(home().resolve("fit-160x160.jpg")).hasBinaryContent(PICTURE);
    }

    @Test
    void takesNoVariantWithoutItsOriginal() throws Exception {
        assertThat(Images.addVariant(store, thumb, PICTURE)).isEqualTo(StoreResult.NO_SUCH_IMAGE);
        assertThat(home()).doesNotExist();
    }

    @Test
    void tellsAVariantThatIsNotThereYetFromAnImageThatIsNotThere() throws Exception {
        assertThat(store.find(thumb)).isEqualTo(new Served.Nothing());

        Images.addOriginal(store, image, PHOTO);
        assertThat(store.find(thumb)).isEqualTo(new Served.NotYet(thumb));
    }

    @Test
    void doesNotServeAFileWithoutASum() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Files.write(home().resolve("fit-160x160.jpg"), PICTURE);

        assertThat(store.find(thumb)).isEqualTo(new Served.NotYet(thumb));
        assertThat(Images.addVariant(store, thumb, PICTURE)).isEqualTo(StoreResult.STORED);
        assertThat(store.find(thumb)).isInstanceOf(Served.File.class);
    }

    /// The power went between a variant's sum and the variant.
    @Test
    void completesAVariantThatHasOnlyItsSum() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Images.addVariant(store, thumb, PHOTO);
        Files.delete(home().resolve("fit-160x160.jpg"));

        assertThat(store.find(thumb)).isEqualTo(new Served.NotYet(thumb));
        assertThat(Images.addVariant(store, thumb, PICTURE)).isEqualTo(StoreResult.STORED);
        assertThat(store.find(thumb)).isEqualTo(
                new Served.File(home().resolve("fit-160x160.jpg"), PICTURE.length, Sha256.of(PICTURE)));
    }

    @Test
    void doesNotCallALostOriginalNotFound() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Files.delete(home().resolve("original.jpg"));

        assertThat(store.find(original)).isEqualTo(new Served.Lost(original));
        assertThat(Images.addOriginal(store, image, PHOTO)).isEqualTo(StoreResult.ALREADY_THERE);
        assertThat(home().resolve("original.jpg")).hasBinaryContent(PHOTO);
    }

    @Test
    void namesTheDirectoryWhoseSumsAreDamaged() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Files.writeString(home().resolve("SHA256SUMS"), "rubbish\n");

        assertThatThrownBy(() -> store.find(original)).hasMessageContaining(home().toString());
    }

    @Test
    void takesADeletedImageAwayForEver() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Images.addVariant(store, thumb, PICTURE);
        store.delete(image);

        assertThat(store.find(original)).isEqualTo(new Served.Deleted());
        assertThat(store.find(thumb)).isEqualTo(new Served.Deleted());
        assertThat(Images.addVariant(store, thumb, PICTURE)).isEqualTo(StoreResult.DELETED);
        assertThat(Images.addOriginal(store, image, PHOTO)).isEqualTo(StoreResult.DELETED);
        assertThat(home()).doesNotExist();
        await().untilAsserted(() -> assertThat(data.resolve("trash")).isEmptyDirectory());
    }

    @Test
    void remembersADeletionThatCameBeforeTheImage() throws Exception {
        store.delete(image);

        assertThat(Images.addOriginal(store, image, PHOTO)).isEqualTo(StoreResult.DELETED);
    }

    @Test
    void remembersDeletionsAfterARestart() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        store.delete(image);
        store.delete(image);

        try (var _ = closing(new ImageStore(data))) {
            assertThat(store.find(original)).isEqualTo(new Served.Deleted());
        }
    }

    /// The power went between the tombstone and the files; the event is not committed, and comes again.
    @Test
    void servesNothingOfAnImageThatHasATombstone() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        new Tombstones(data.resolve("tombstones")).add(image);
        assertThat(store.find(original)).isEqualTo(new Served.Deleted());

        store.delete(image);
        assertThat(home()).doesNotExist();
    }

    @Test
    void sweepsWhatWasOnItsWayWhenTheProcessEnded() throws Exception {
        Files.write(store.newIncoming().resolve("original.jpg"), PHOTO);
        Files.createDirectory(data.resolve("trash/left"));

        try (var _ = closing(new ImageStore(data))) {
            assertThat(data.resolve("tmp")).isEmptyDirectory();
            await().untilAsserted(() -> assertThat(data.resolve("trash")).isEmptyDirectory());
        }
    }

    @Test
    void leavesNothingOfARefusedWrite() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        Images.addOriginal(store, image, PICTURE);
        Images.addVariant(store, Images.key().name(Images.THUMB), PICTURE);

        assertThat(data.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void takesManyDeletionsAtOnce() throws Exception {
        List<ImageKey> images = Stream.generate(Images::key).limit(200).toList();
        for (ImageKey key : images) {
            Images.addOriginal(store, key, PICTURE);
        }
        List<Callable<Void>> deletions = images.stream().<Callable<Void>>map(key -> () -> {
            store.delete(key);
            return null;
        }).toList();

        runAll(deletions);
        assertThat(images).noneMatch(store::has).allMatch(store::isDeleted);
    }

    @RepeatedTest(50)
    void letsNoWriterBringBackWhatIsDeletedMeanwhile() throws Exception {
        Images.addOriginal(store, image, PHOTO);
        var together = new CyclicBarrier(4);
        List<Callable<Void>> acts = new ArrayList<>();
        for (var variant : List.of(Images.THUMB, Images.SMALL)) {
            acts.add(() -> {
                together.await();
                Images.addVariant(store, image.name(variant), PICTURE);
                return null;
            });
        }
        acts.add(() -> {
            together.await();
            Images.addOriginal(store, image, PHOTO);
            return null;
        });
        acts.add(() -> {
            together.await();
            store.delete(image);
            return null;
        });

        runAll(acts);
        assertThat(home()).doesNotExist();
        assertThat(store.find(original)).isEqualTo(new Served.Deleted());
        assertThat(data.resolve("tmp")).isEmptyDirectory();
    }

    private static void runAll(List<Callable<Void>> acts) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> act : threads.invokeAll(acts)) {
                act.get();
            }
        }
    }

    private static AutoCloseable closing(ImageStore store) {
        return store::close;
    }
}
