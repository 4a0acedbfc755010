package tintype.serve.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tintype.contract.Manifest;
import tintype.contract.store.NodeProtocol;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Shelf;

/// A node whose disk is above its watermark and still has room.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
@TestProfile(NearlyFullNodeTest.AboveWatermark.class)
class NearlyFullNodeTest {

    private static final byte[] PHOTO = Images.bytes(20_000);
    private static final byte[] PICTURE = Images.bytes(900);

    public static final class AboveWatermark implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tintype.node.watermark", "0");
        }
    }

    @Inject
    ImageStore store;

    @Inject
    Shelf shelf;

    @Test
    void takesNoNewImagesAndDoesAllElse() throws Exception {
        Manifest manifest = Images.manifest(Images.key(), PHOTO);
        Images.addOriginal(store, manifest.key(), PHOTO);

        Store.put(Images.manifest(Images.key(), PHOTO), PHOTO).then().statusCode(507);
        Store.member().get(NodeProtocol.STORE).then().statusCode(200).body("acceptsUploads", equalTo(false));
        assertThat(Store.put(manifest.key().name(Images.THUMB), PICTURE).statusCode()).isEqualTo(201);
        given().get(manifest.original().path()).then().statusCode(200);
        store.delete(manifest.key());
        shelf.forget(manifest.key());
        given().get(manifest.original().path()).then().statusCode(410);
    }
}
