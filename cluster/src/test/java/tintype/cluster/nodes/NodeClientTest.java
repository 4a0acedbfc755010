package tintype.cluster.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.cluster.ClusterConfig;
import tintype.cluster.http.ClusterToken;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Recipe;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.StoredImage;

class NodeClientTest {

    private static final byte[] PHOTO = "the bytes of a photo".getBytes();

    @TempDir
    Path directory;

    private FakeNode node;
    private NodeCalls calls;
    private NodeClient client;
    private Path original;
    private Manifest manifest;

    @BeforeEach
    void start() throws Exception {
        node = new FakeNode("node-1", directory.resolve("node-1"));
        calls = new NodeCalls(new Patience(), new ClusterToken(new Secret()));
        client = new NodeClient(calls);
        original = Files.write(directory.resolve("photo"), PHOTO);
        manifest = new Manifest(
                new Group(7), ImageId.next(), Sha256.of(PHOTO), PHOTO.length, Format.JPEG, 4, 3, 1, null, Instant.now(),
                Map.of());
    }

    @AfterEach
    void stop() {
        calls.close();
        node.close();
    }

    @Test
    void storesAnOriginalThatCanBeFetchedAgain() throws Exception {
        assertThat(client.store(node.asNode(), manifest, 1, original)).matches(NodeAnswer::isDone);

        Path copy = directory.resolve("copy");
        assertThat(client.fetch(node.asNode(), manifest.original(), copy)).isEqualTo(new NodeAnswer.Done<>(copy));
        assertThat(copy).hasBinaryContent(PHOTO);
    }

    @Test
    void tellsWhatANodeHasOfAnImage() {
        NewVariant variant = NewVariant.of(new ImageFile.Variant(Recipe.fit(160), Format.JPEG), PHOTO);
        client.store(node.asNode(), manifest, 1, original);
        client.store(node.asNode(), manifest.key(), 1, List.of(variant));

        assertThat(client.image(node.asNode(), manifest.key()))
                .isInstanceOfSatisfying(NodeAnswer.Done.class, done -> assertThat(((StoredImage) done.value()).files())
                        .hasSize(2));
    }

    @Test
    void doesNotMakeAFileOfAnAnswerThatIsNone() {
        Path copy = directory.resolve("copy");

        assertThat(client.fetch(node.asNode(), manifest.original(), copy)).isEqualTo(new NodeAnswer.Missing<>());
        assertThat(copy).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"410,Deleted", "421,OtherEpoch", "422,Refused", "409,Refused", "503,Unavailable", "507,Unavailable"})
    void understandsWhyANodeDidNotStore(int status, String answer) {
        node.refuseWritesWith(status, 9);

        assertThat(client.store(node.asNode(), manifest, 1, original).getClass().getSimpleName()).isEqualTo(answer);
    }

    @Test
    void learnsTheNodesEpoch() {
        node.refuseWritesWith(421, 9);

        assertThat(client.store(node.asNode(), manifest, 1, original)).isEqualTo(new NodeAnswer.OtherEpoch<>(9));
    }

    @Test
    void callsANodeThatIsNotThereUnavailable() {
        Node nobody = new Node(new NodeName("nobody"), URI.create("http://localhost:1"), null);

        assertThat(client.image(nobody, new ImageKey(new Group(1), ImageId.next())))
                .isInstanceOf(NodeAnswer.Unavailable.class);
    }

    private record Patience() implements NodeClientConfig {
        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(5);
        }
    }

    private record Secret() implements ClusterConfig {
        @Override
        public String token() {
            return "a-token-that-is-long-enough";
        }

        @Override
        public Path data() {
            return Path.of("unused");
        }

        @Override
        public int groups() {
            return 256;
        }

        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }
    }
}
