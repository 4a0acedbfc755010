package tintype.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.cluster.Pictures;
import tintype.contract.ImageName;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.events.ImageEvent;
import tintype.upload.photo.Boxes;
import tintype.upload.photo.Directories;

@QuarkusTest
@QuarkusTestResource(UploadCluster.class)
class UploadTest {

    /// RestAssured would add a boundary of its own.
    private static final RestAssuredConfig RAW_CONTENT_TYPE = RestAssured.config()
            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("multipart/form-data", ContentType.BINARY));

    @AfterEach
    void behaveAgain() {
        UploadCluster.one.behave();
        UploadCluster.two.behave();
        RecordedEvents.kafkaIsBack();
    }

    @Test
    void answersWithAllThatThereIsToKnowOfAPhoto() {
        byte[] photo = Pictures.jpeg(400, 300);

        uploadForm("file", "IMG_1.jpg", photo)
                .statusCode(201)
                .body("sha256", equalTo(Sha256.of(photo).hex()))
                .body("type", equalTo("image/jpeg"))
                .body("width", equalTo(400))
                .body("height", equalTo(300))
                .body("bytes", equalTo(photo.length))
                .body("fileName", equalTo("IMG_1.jpg"))
                .body("state", equalTo("stored"))
                .body("original.url", matchesPattern("https://img.example.org/g/[0-9a-f]{3}/[0-9a-z]{26}/original.jpg"))
                .body("variants.preset.unique()", equalTo(List.of("thumb", "small", "medium", "large")))
                .body("variants.type", hasItems("image/jpeg", "image/webp"))
                .body("sources.type", equalTo(List.of("image/webp", "image/jpeg")))
                .body("damaged", equalTo(false))
                .body("placeholder", nullValue());
    }

    @Test
    void locatesTheImageWithoutNamingAServer() {
        String id = uploadRaw(Pictures.png(10, 10)).extract().path("id");
        ValidatableResponse second = uploadRaw(Pictures.png(10, 10));

        second.header("Location", "/images/" + second.extract().path("id"));
        assertThat(second.extract().<String>path("id")).isNotEqualTo(id);
    }

    @Test
    void storesTheOriginalByteForByte() {
        byte[] photo = Pictures.jpeg(64, 48);
        String url = uploadForm("file", "a.jpg", photo).extract().path("original.url");

        assertThat(stored(url)).hasBinaryContent(photo);
    }

    @Test
    void announcesWhatItStored() {
        String id = uploadRaw(Pictures.gif(5, 4)).extract().path("id");

        ImageEvent last = RecordedEvents.all().getLast();
        assertThat(last).isInstanceOfSatisfying(ImageEvent.Stored.class, stored -> {
            Manifest manifest = stored.manifest();
            assertThat(manifest.id()).hasToString(id);
            assertThat(manifest.pixels()).hasToString("5x4");
        });
    }

    @Test
    void keepsTheLabelsOfAForm() {
        given().multiPart("label.album", "holidays")
                .multiPart("file", "a.png", Pictures.png(3, 3), "image/png")
                .post("/images")
                .then()
                .statusCode(201)
                .body("labels.album", equalTo("holidays"));
    }

    @Test
    void takesSeveralFilesAtOnce() {
        given().multiPart("file", "a.jpg", Pictures.jpeg(20, 10), "image/jpeg")
                .multiPart("file", "b.png", Pictures.png(30, 10), "image/png")
                .post("/images")
                .then()
                .statusCode(201)
                .body("images", hasSize(2))
                .body("images.fileName", equalTo(List.of("a.jpg", "b.png")))
                .body("images.width", equalTo(List.of(20, 30)));
    }

    @ParameterizedTest
    @CsvSource({"1,40,20", "2,40,20", "3,40,20", "4,40,20", "5,20,40", "6,20,40", "7,20,40", "8,20,40"})
    void givesTheSizeOfAPhotoAsItIsSeenUpright(int orientation, int width, int height) {
        uploadRaw(Pictures.jpegTurnedByExif(40, 20, orientation))
                .statusCode(201)
                .body("width", equalTo(width))
                .body("height", equalTo(height));
    }

    static Stream<Arguments> goodFiles() {
        return Stream.of(
                Arguments.of("image/jpeg", Pictures.jpeg(7, 5)),
                Arguments.of("image/png", Pictures.png(7, 5)),
                Arguments.of("image/gif", Pictures.gif(7, 5)),
                Arguments.of("image/webp", Pictures.webp()),
                Arguments.of("image/avif", Pictures.avif()),
                Arguments.of("image/avif", Boxes.concat(
                        Boxes.brands("mif1", "avif", "miaf"), Boxes.meta(Boxes.extents(4, 3)), Boxes.box("mdat"))),
                Arguments.of("image/avif", Boxes.film(9, 8, 3)),
                Arguments.of("image/tiff", Pictures.tiff(7, 5)),
                Arguments.of("image/tiff", Directories.tiff(
                        ByteOrder.BIG_ENDIAN, Directories.page(4, 3), Directories.page(4, 3))));
    }

    @ParameterizedTest
    @MethodSource("goodFiles")
    void tellsTheTypeByTheBytesAndNotByTheClient(String type, byte[] photo) {
        given().contentType("text/html")
                .body(photo)
                .post("/images")
                .then()
                .statusCode(201)
                .body("type", equalTo(type));
    }

    static Stream<byte[]> goodFilesWithSomethingBehindThem() {
        return Stream.of(
                        Pictures.jpeg(30, 30),
                        Pictures.png(30, 30),
                        Pictures.gif(30, 30),
                        Pictures.webp(),
                        Pictures.avif(),
                        Pictures.tiff(30, 30))
                .map(file -> Arrays.copyOf(file, file.length + 100));
    }

    @ParameterizedTest
    @MethodSource("goodFilesWithSomethingBehindThem")
    void leavesAloneWhatPhonesAppendToAPhoto(byte[] photo) {
        uploadRaw(photo).statusCode(201);
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("an empty file", new byte[0], 422, "empty-file"),
                Arguments.of("a text", Pictures.text("This is not a photo. ".repeat(100)), 415, "not-an-image"),
                Arguments.of("a single byte", Pictures.text("x"), 415, "not-an-image"),
                Arguments.of("an AVIF of one box", Boxes.brands("avif"), 422, "broken-image"),
                Arguments.of("a TIFF of text", Pictures.text("II*\0" + "x".repeat(100)), 422, "truncated-image"),
                Arguments.of("the head of a JPEG", head(Pictures.jpeg(9, 9), 20), 422, "truncated-image"),
                Arguments.of("half a JPEG", Pictures.firstHalfOf(Pictures.jpeg(300, 300)), 422, "truncated-image"),
                Arguments.of("half a PNG", Pictures.firstHalfOf(Pictures.png(300, 300)), 422, "truncated-image"),
                Arguments.of("half an AVIF", Pictures.firstHalfOf(Pictures.avif()), 422, "truncated-image"),
                Arguments.of("an AVIF without its last byte", cut(Pictures.avif()), 422, "truncated-image"),
                Arguments.of("half a TIFF", Pictures.firstHalfOf(Pictures.tiff(300, 300)), 422, "truncated-image"),
                Arguments.of("half a GIF", Pictures.firstHalfOf(Pictures.gif(300, 300)), 422, "truncated-image"),
                Arguments.of("a side of 50,000", Pictures.pngThatClaims(50_000, 8), 422, "too-long-side"),
                Arguments.of("a thin bomb", Pictures.pngThatClaims(16_711_688, 8), 422, "too-long-side"),
                Arguments.of("900 megapixels", Pictures.pngThatClaims(30_000, 30_000), 422, "too-many-pixels"),
                Arguments.of("a GIF of 65535 x 65535", Pictures.gifBomb(), 422, "too-long-side"),
                Arguments.of("a long AVIF", Boxes.avif(Boxes.extents(Integer.MAX_VALUE, 1)), 422, "too-long-side"),
                Arguments.of("an AVIF of 900 MP", Boxes.avif(Boxes.extents(30_000, 30_000)), 422, "too-many-pixels"),
                Arguments.of("an AVIF of 2^32 - 1 frames", Boxes.film(1, 1, -1), 422, "too-many-frames"),
                Arguments.of("an AVIF of 101 MP in frames", Boxes.film(1_000, 1_010, 100), 422, "too-many-pixels"),
                Arguments.of("a TIFF of 50,000", tiff(Directories.page(50_000, 1)), 422, "too-long-side"),
                Arguments.of("a TIFF with a large last page",
                        tiff(Directories.page(4, 3), Directories.page(3, 50_000)), 422, "too-long-side"),
                Arguments.of("101 MP in pages",
                        tiff(Directories.page(10_000, 9_000), Directories.page(1_000, 11_000)), 422, "too-many-pixels"),
                Arguments.of("501 pages", pages(501), 422, "too-many-frames"),
                Arguments.of("a negative size", Pictures.pngThatClaims(-1, 8), 422, "broken-image"),
                Arguments.of("over the limit", tooLarge(), 413, "too-large"));
    }

    @SafeVarargs
    private static byte[] tiff(List<Directories.Entry>... pages) {
        return Directories.tiff(ByteOrder.LITTLE_ENDIAN, pages);
    }

    private static byte[] pages(int count) {
        return Directories.tiff(ByteOrder.LITTLE_ENDIAN, Collections.nCopies(count, Directories.page(1, 1)));
    }

    private static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length - 1);
    }

    private static byte[] head(byte[] file, int bytes) {
        return Arrays.copyOf(file, bytes);
    }

    private static byte[] tooLarge() {
        return Arrays.copyOf(Pictures.jpeg(10, 10), (20 << 20) + 1);
    }

    static Stream<Arguments> otherImages() {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        return Stream.of(
                Arguments.of("HEIC", Boxes.brands("heic", "mif1", "heic")),
                Arguments.of("HEIC", Boxes.brands("mif1", "heic", "miaf")),
                Arguments.of("HEIC", Boxes.brands("heix")),
                Arguments.of("SVG", Pictures.text(svg)),
                Arguments.of("SVG", Pictures.text("\uFEFF<?xml version='1.0'?>\n<!-- drawn -->\n" + svg)),
                Arguments.of("JPEG XL", Boxes.hex("ff0a" + "7f".repeat(20))),
                Arguments.of("JPEG XL", Boxes.hex("0000000c4a584c200d0a870a" + "00000014")),
                Arguments.of("JPEG 2000", Boxes.hex("0000000c6a5020200d0a870a" + "00000014")),
                Arguments.of("BigTIFF", Boxes.hex("49492b0008000000" + "00".repeat(20))),
                Arguments.of("Bitmap", Boxes.hex("424d" + "00".repeat(60))),
                Arguments.of("Photoshop Document", Boxes.hex("38425053" + "00".repeat(60))),
                Arguments.of("raw photo", tiff(Directories.with(
                        Directories.page(160, 120), Directories.entry(Directories.KIND_OF_PAGE, 1)))));
    }

    @ParameterizedTest
    @MethodSource("otherImages")
    void saysOfEveryOtherImageWhatItIsAndWhichAreTaken(String kind, byte[] file) {
        uploadRaw(file)
                .statusCode(415)
                .body("type", equalTo("/problems/unsupported-image"))
                .body("detail", containsString(kind))
                .body("detail", endsWith("JPEG, PNG, GIF, WebP, AVIF and TIFF are."));
        assertThat(UploadCluster.spooled()).isEmpty();
    }

    @Test
    void saysWhyHeicIsNotTakenAndWhatToSendInstead() {
        uploadRaw(Boxes.brands("heic", "mif1"))
                .body("detail", containsString("patents"))
                .body("detail", containsString("Send the photo as JPEG or AVIF"));
    }

    @Test
    void countsThePagesOfADocument() {
        uploadRaw(tiff(Directories.page(40, 30), Directories.page(20, 10)))
                .statusCode(201)
                .body("frames", equalTo(2))
                .body("width", equalTo(40))
                .body("height", equalTo(30));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void refusesABadFileAndKeepsNothingOfIt(String name, byte[] file, int status, String problem) {
        int before = UploadCluster.originals();

        uploadRaw(file)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + problem))
                .body("status", equalTo(status));
        assertThat(UploadCluster.originals()).isEqualTo(before);
        assertThat(UploadCluster.spooled()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void refusesAllOfAFormOfWhichOneFileIsBad(String name, byte[] file, int status, String problem) {
        int before = UploadCluster.originals();

        given().multiPart("file", "good.jpg", Pictures.jpeg(20, 10), "image/jpeg")
                .multiPart("file", "bad.jpg", file, "image/jpeg")
                .post("/images")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("file", equalTo("bad.jpg"));
        assertThat(UploadCluster.originals()).isEqualTo(before);
        assertThat(UploadCluster.spooled()).isEmpty();
    }

    @Test
    void refusesAFormWithoutAFile() {
        uploadForm("picture", "a.jpg", Pictures.jpeg(5, 5)).statusCode(400).body("type", equalTo("/problems/no-file"));
    }

    @Test
    void refusesAFormWithoutABoundary() {
        given().config(RAW_CONTENT_TYPE)
                .contentType("multipart/form-data")
                .body(Pictures.jpeg(5, 5))
                .post("/images")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/broken-form"));
    }

    @Test
    void refusesTooManyFiles() {
        var form = given();
        for (int i = 0; i < 21; i++) {
            form.multiPart("file", i + ".png", Pictures.png(2, 2), "image/png");
        }
        form.post("/images").then().statusCode(413).body("type", equalTo("/problems/too-many-files"));
        assertThat(UploadCluster.spooled()).isEmpty();
    }

    @Test
    void goesToAnotherGroupWhenANodeFails() {
        UploadCluster.one.refuseWritesWith(500, 0);

        for (int i = 0; i < 8; i++) {
            uploadRaw(Pictures.png(4, 4)).statusCode(201);
        }
    }

    @Test
    void acknowledgesNothingWhenNoNodeTakesIt() {
        UploadCluster.one.refuseWritesWith(507, 0);
        UploadCluster.two.refuseWritesWith(421, 99);

        uploadRaw(Pictures.png(4, 4))
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("/problems/store-unavailable"));
    }

    @Test
    void acknowledgesNothingWhenKafkaIsAway() {
        RecordedEvents.kafkaIsAway();

        uploadRaw(Pictures.png(4, 4))
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("/problems/not-announced"));
    }

    @ParameterizedTest
    @CsvSource({"GET,/images,405", "PUT,/images,405", "POST,/image,404", "GET,/nothing,404"})
    void answersEveryOtherRequestWithAProblem(String method, String path, int status) {
        given().request(method, path).then().statusCode(status).contentType("application/problem+json");
    }

    private static ValidatableResponse uploadForm(String field, String name, byte[] photo) {
        return given().multiPart(field, name, photo, "image/jpeg").post("/images").then();
    }

    private static ValidatableResponse uploadRaw(byte[] photo) {
        return given().contentType("application/octet-stream").body(photo).post("/images").then();
    }

    private static Path stored(String url) {
        ImageName name = ImageName.parse(url.substring("https://img.example.org".length())).orThrow();
        Path first = UploadCluster.one.path(name);
        return Files.exists(first) ? first : UploadCluster.two.path(name);
    }
}
