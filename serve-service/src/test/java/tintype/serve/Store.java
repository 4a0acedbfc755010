package tintype.serve;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.List;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.StoredFile;

/// Writes to the node as other services do.
public final class Store {

    private Store() {}

    public static RequestSpecification member() {
        return given().header("Authorization", "Bearer " + NodeCluster.TOKEN);
    }

    public static RequestSpecification write(byte[] bytes) {
        return member()
                .header(NodeProtocol.EPOCH, NodeCluster.EPOCH)
                .header(NodeProtocol.DIGEST, Sha256.of(bytes).digestField())
                .contentType("application/octet-stream")
                .body(bytes);
    }

    public static RequestSpecification writeVariant(ImageName variant, byte[] bytes) {
        return writeVariants(List.of(new StoredFile(variant.file(), Sha256.of(bytes), bytes.length)), bytes);
    }

    public static RequestSpecification writeVariants(List<StoredFile> variants, byte[] all) {
        return member()
                .header(NodeProtocol.EPOCH, NodeCluster.EPOCH)
                .header(NodeProtocol.VARIANTS, field(variants))
                .contentType("application/octet-stream")
                .body(all);
    }

    public static String field(Object value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.print(value));
    }

    public static Response put(Manifest manifest, byte[] original) {
        return write(original)
                .header(NodeProtocol.MANIFEST, field(manifest))
                .put(NodeProtocol.storePath(manifest.key()));
    }

    public static Response put(ImageName variant, byte[] bytes) {
        return writeVariant(variant, bytes).put(NodeProtocol.variantsPath(variant.image()));
    }

    /// An image that is on the node now.
    public static ImageName stored(byte[] original) {
        Manifest manifest = Images.manifest(Images.key(), original);
        put(manifest, original).then().statusCode(201);
        return manifest.original();
    }

    public static ImageName storedVariant(ImageKey image, byte[] bytes) {
        ImageName variant = image.name(Images.THUMB);
        put(variant, bytes).then().statusCode(201);
        return variant;
    }
}
