package tintype.serve.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static tintype.serve.files.Problems.assertProblem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.RawHttp;
import tintype.serve.Store;
import tintype.serve.disk.Shelf;

/// What is at the paths of the public side of a node, and at none.
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
class FileRoutesTest {

    private static final int SMALL = 10_000;
    private static final int LARGE = 300_000;

    @Inject
    Shelf shelf;

    @Test
    void keepsSmallFilesInMemory() throws Exception {
        ImageName name = Store.stored(Images.bytes(SMALL));
        given().get(name.path());

        assertThat(shelf.get(name.path()).bytes()).isNotNull();
    }

    @Test
    void keepsNoMoreThanThePlaceOfALargeFileInMemory() {
        ImageName name = Store.stored(Images.bytes(LARGE));
        given().get(name.path());

        assertThat(shelf.get(name.path()).bytes()).isNull();
    }

    static Stream<String> strangePaths() {
        String image = "/g/010/$ID";
        return Stream.of(
                image + "/manifest.json",
                image + "/SHA256SUMS",
                image + "/original.png",
                image + "/original.jpeg",
                image + "/original.JPG",
                image + "/original.jpg/",
                image + "//original.jpg",
                image + "/./original.jpg",
                image + "/x/../original.jpg",
                image + "/%6friginal.jpg",
                image + "/original%2ejpg",
                image + "%2foriginal.jpg",
                image + "%252foriginal.jpg",
                image + "/original.jpg%00",
                image + "/original.jpg%00.png",
                image + "/..%2f..%2f..%2fnode.json",
                image + "/%2e%2e/%2e%2e/%2e%2e/node.json",
                image + "/fit-0160x160.jpg",
                image + "/fit-160x160-q80.jpg",
                image + "/fit-161x161.jpg",
                image + "/fit-160x160.gif",
                image + "/fit-160x160.tif",
                image + "/fit-160x160.avif",
                image,
                image + "/",
                "//g/010/$ID/original.jpg",
                "/x/../g/010/$ID/original.jpg",
                "/g/../g/010/$ID/original.jpg",
                "/%67/010/$ID/original.jpg",
                "/G/010/$ID/original.jpg",
                "/g/10/$ID/original.jpg",
                "/g/fff/$ID/original.jpg",
                "/g/010/06d2k80000000000000000000u/original.jpg",
                "/g/../node.json",
                "/g/../../etc/passwd",
                "/g/%2e%2e/store",
                "/g",
                "/g/",
                "/tombstones/010/$ID");
    }

    @ParameterizedTest
    @MethodSource("strangePaths")
    void findsNothingAtAnyOtherPath(String path) throws Exception {
        ImageName name = Store.stored(Images.bytes(SMALL));
        given().get(name.path()).then().statusCode(200);

        assertThat(RawHttp.get(path.replace("$ID", name.image().id().toString())))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json")
                .doesNotContain("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/g/010/..\\original.jpg", "/g/010/<x>/original.jpg", "/g/010/%zz/original.jpg", "/g/\0"})
    void answersWhatIsNoPathAtAllWithAClientError(String path) throws Exception {
        assertThat(RawHttp.get(path)).containsPattern("^HTTP/1.[01] 40[04] ");
    }

    @Test
    void forgetsSoonThatThereWasNothing() {
        given().get(Images.key().name(new ImageFile.Original(Format.JPEG)).path()).then()
                .statusCode(404)
                .header("Cache-Control", "public, max-age=5");
    }

    @Test
    void sendsForGroupsOfOtherNodesElsewhere() {
        Response answer = given().get("/g/" + Images.ELSEWHERE + "/" + ImageId.next() + "/original.jpg");

        assertThat(answer.statusCode()).isEqualTo(421);
        assertProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void takesNoOtherMethod(String method) {
        Response answer = given().request(method, Store.stored(Images.bytes(SMALL)).path());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
        assertProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void neverPassesAFailureOnAsAFile(int size) throws Exception {
        ImageName name = Store.stored(Images.bytes(size));
        given().get(name.path()).then().statusCode(200);
        Files.delete(NodeCluster.data.resolve(name.path().substring(1)));
        shelf.forget(new ImageKey(new Group(0), ImageId.next())); // another image: this one stays on the shelf

        Response answer = given().get(name.path());
        if (size == LARGE) {
            assertThat(answer.statusCode()).isEqualTo(500);
            assertProblem(answer);
            assertThat(answer.header("ETag")).isNull();
        } else {
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void doesNotPassOnAFileThatChangedOnTheDisk() throws Exception {
        ImageName name = Store.stored(Images.bytes(SMALL));
        Files.write(NodeCluster.data.resolve(name.path().substring(1)), Images.bytes(SMALL - 1));

        Response answer = given().get(name.path());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertProblem(answer);
    }
}
