package tintype.serve.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.cluster.map.GroupMapFollower;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.disk.ImageStore;

/// A node that compares a group with the other node that has it.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
class AntiEntropyTest {

    private static final byte[] ONE = Images.bytes(300_000);
    private static final byte[] OTHER = Images.bytes(5_000);

    @Inject
    GroupMapFollower maps;

    @Inject
    ImageStore store;

    @Inject
    AntiEntropy antiEntropy;

    @Inject
    GroupContents contents;

    private TwoNodes nodes;
    private ImageKey image;

    @BeforeEach
    void start() throws IOException {
        nodes = new TwoNodes(maps);
        nodes.bothHaveIt(2);
        image = nodes.image();
    }

    @AfterEach
    void stop() throws IOException {
        nodes.close();
    }

    private void storeHere() throws IOException {
        Images.addOriginal(store, image, ONE);
    }

    private void storeThere() throws IOException {
        Images.addOriginal(nodes.peer.store, image, ONE);
    }

    private Path file(ImageFile file) {
        return store.data().file(image.name(file));
    }

    @Test
    void findsWhatItHasMissed() throws Exception {
        storeHere();
        storeThere();
        Images.addVariant(nodes.peer.store, image.name(Images.SMALL), OTHER);
        ImageKey deleted = nodes.image();
        Images.addOriginal(store, deleted, ONE);
        nodes.peer.store.delete(deleted);

        antiEntropy.compareAll();
        assertThat(store.isDeleted(deleted)).isTrue();
        assertThat(file(Images.SMALL)).hasBinaryContent(OTHER);
        assertThat(contents.totals(nodes.group)).isEqualTo(nodes.peer.contents().totals(nodes.group));
    }

    /// It may be under way to this node just now.
    @Test
    void leavesAnImageOfThisMomentToItsWriter() throws Exception {
        storeThere();

        antiEntropy.compareAll();
        assertThat(store.has(image)).isFalse();
    }

    /// This node is read first.
    @Test
    void keepsItsVariantWhereTwoDiffer() throws Exception {
        storeHere();
        storeThere();
        Images.addVariant(store, image.name(Images.SMALL), OTHER);
        Images.addVariant(nodes.peer.store, image.name(Images.SMALL), ONE);

        antiEntropy.compareAll();
        assertThat(file(Images.SMALL)).hasBinaryContent(OTHER);
        nodes.assign(3, List.of(TwoNodes.THEM, TwoNodes.US), List.of(TwoNodes.THEM, TwoNodes.US));
        antiEntropy.compareAll();
        assertThat(file(Images.SMALL)).hasBinaryContent(ONE);
    }
}
