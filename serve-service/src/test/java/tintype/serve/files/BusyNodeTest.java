package tintype.serve.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.contract.Manifest;
import tintype.contract.store.NodeProtocol;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;

/// A node that receives one write at a time.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(BusyNodeTest.OneWrite.class)
class BusyNodeTest {

    private static final byte[] PHOTO = Images.bytes(20_000);

    public static final class OneWrite implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tintype.node.concurrent-writes", "1");
        }
    }

    @Test
    void tellsWritersToComeBackAndRecovers() throws Exception {
        Manifest slow = Images.manifest(Images.key(), PHOTO);
        Manifest next = Images.manifest(Images.key(), PHOTO);
        String head = "PUT " + NodeProtocol.storePath(slow.key()) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + NodeCluster.TOKEN + "\r\nTintype-Epoch: 1\r\nRepr-Digest: " + slow.sha256().digestField()
                + "\r\nTintype-Manifest: " + Store.field(slow) + "\r\nContent-Length: " + PHOTO.length + "\r\n\r\n";

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            await().untilAsserted(() -> assertThat(NodeCluster.data.resolve("tmp")).isNotEmptyDirectory());
            Store.put(next, PHOTO).then().statusCode(503).header("Retry-After", "2");
        }
        await().untilAsserted(() -> assertThat(Store.put(next, PHOTO).statusCode()).isIn(200, 201));
    }
}
