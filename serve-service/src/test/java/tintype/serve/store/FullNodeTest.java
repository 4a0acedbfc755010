package tintype.serve.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.contract.Manifest;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;
import tintype.serve.disk.ImageStore;

/// A node whose disk has no byte to spare.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(FullNodeTest.Full.class)
class FullNodeTest {

    private static final byte[] PHOTO = Images.bytes(20_000);

    public static final class Full implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tintype.node.keep-free", "100000000M");
        }
    }

    @Inject
    ImageStore store;

    private final Manifest manifest = Images.manifest(Images.key(), PHOTO);

    @Test
    void refusesWritesAndStillServes() throws Exception {
        Images.addOriginal(store, manifest.key(), PHOTO);
        Manifest another = Images.manifest(Images.key(), PHOTO);

        Store.put(another, PHOTO).then()
                .statusCode(507)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/store-full"));
        given().get(manifest.original().path()).then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(Files.exists(NodeCluster.data.resolve(another.key().directory()))).isFalse();
    }
}
