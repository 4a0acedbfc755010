package tintype.serve.files;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;
import static tintype.serve.files.Problems.assertProblem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Format;
import tintype.contract.ImageName;
import tintype.contract.Manifest;
import tintype.serve.Images;
import tintype.serve.NodeCluster;
import tintype.serve.Store;

/// A file as an answer: every row is a promise of HTTP (RFC 9110, RFC 9111).
@QuarkusTest
@QuarkusTestResource(NodeCluster.class)
class FileAnswerTest {

    private static final int SMALL = 10_000;
    private static final int LARGE = 300_000;
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    @ParameterizedTest
    @ValueSource(ints = {1, SMALL, LARGE})
    void servesAFileBitForBitWithAllThatCachesNeed(int size) {
        byte[] photo = Images.bytes(size);
        ImageName name = Store.stored(photo);

        for (int time = 0; time < 2; time++) { // from the disk, and from memory
            Response answer = given().get(name.path()).then()
                    .statusCode(200)
                    .header("Cache-Control", FOR_EVER)
                    .header("Content-Type", "image/jpeg")
                    .header("Content-Length", "" + size)
                    .header("Last-Modified", lastModified(name))
                    .header("Accept-Ranges", "bytes")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", "default-src 'none'; sandbox")
                    .header("Cache-Tag", name.image().id() + ",g" + Images.HERE)
                    .header("Surrogate-Key", name.image().id() + " g" + Images.HERE)
                    .header("xkey", name.image().id() + " g" + Images.HERE)
                    .header("Vary", nullValue())
                    .header("Set-Cookie", nullValue())
                    .extract().response();
            assertThat(answer.asByteArray()).isEqualTo(photo);
            assertThat(answer.header("ETag")).matches("\"[0-9a-f]{32,64}\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesAnOriginalAsWhatItIs(Format type) {
        Manifest manifest = Images.manifest(Images.key(), Images.bytes(SMALL), type);
        Store.put(manifest, Images.bytes(SMALL)).then().statusCode(201);

        given().get(manifest.original().path()).then()
                .statusCode(200)
                .header("Content-Type", type.mediaType())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    /// What a request says, and what of a file of 10,000 (or 300,000) bytes it gets.
    static Stream<Arguments> ranges() {
        return Stream.of(
                range("bytes=0-0", 206, "0-0"),
                range("bytes=10-19", 206, "10-19"),
                range("BYTES=10-19", 206, "10-19"),
                range("bytes=9990-", 206, "9990-9999"),
                range("bytes=-5", 206, "9995-9999"),
                range("bytes=-99999999", 206, "0-9999"),
                range("bytes=0-99999999999999999999", 206, "0-9999"),
                range("bytes=0-9998", 206, "0-9998"),
                range("bytes=10000-", 416, null),
                range("bytes=99999999999999999999-", 416, null),
                range("bytes=-0", 416, null),
                range("bytes=0-1,5-9", 200, null),
                range("bytes=9-5", 200, null),
                range("bytes=a-b", 200, null),
                range("bytes=-", 200, null),
                range("bytes=+1-5", 200, null),
                range("bytes", 200, null),
                range("pixels=1-5", 200, null));
    }

    private static Arguments range(String field, int status, String part) {
        return Arguments.of(field, status, part);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ranges")
    void servesOneRange(String field, int status, String part) {
        byte[] photo = Images.bytes(SMALL);
        assertRange(Store.stored(photo), photo, field, status, part);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ranges")
    void servesOneRangeOfALargeFile(String field, int status, String part) {
        byte[] photo = Images.bytes(LARGE);
        assertRange(
                Store.stored(photo), photo,
                field.replace("10000-", "300000-").replace("9990-", "299990-"), status,
                part == null ? null : part.replace("9999", "299999").replace("9990-", "299990-").replace("9995-", "299995-"));
    }

    private static void assertRange(ImageName name, byte[] photo, String field, int status, String part) {
        Response answer = given().header("Range", field).get(name.path()).then().statusCode(status).extract().response();
        switch (status) {
            case 206 -> {
                assertThat(answer.header("Content-Range")).isEqualTo("bytes " + part + "/" + photo.length);
                int first = Integer.parseInt(part.split("-")[0]);
                int last = Integer.parseInt(part.split("-")[1]);
                assertThat(answer.asByteArray()).isEqualTo(Arrays.copyOfRange(photo, first, last + 1));
                assertThat(answer.header("Content-Length")).isEqualTo("" + (last + 1 - first));
                assertThat(answer.header("Cache-Control")).isEqualTo(FOR_EVER);
            }
            case 416 -> {
                assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + photo.length);
                assertProblem(answer);
            }
            default -> assertThat(answer.asByteArray()).isEqualTo(photo);
        }
    }

    /// Conditions, told with the file's own tag ($TAG) and date ($DATE, an hour before and after it).
    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of("If-None-Match: $TAG", 304),
                Arguments.of("If-None-Match: W/$TAG", 304),
                Arguments.of("If-None-Match: *", 304),
                Arguments.of("If-None-Match: \"a\", W/\"b,c\", $TAG", 304),
                Arguments.of("If-None-Match: \"a\"|If-None-Match: $TAG", 304),
                Arguments.of("If-None-Match: \"a\"", 200),
                Arguments.of("If-None-Match: rubbish", 200),
                Arguments.of("If-Modified-Since: $DATE", 304),
                Arguments.of("If-Modified-Since: $AFTER", 304),
                Arguments.of("If-Modified-Since: $BEFORE", 200),
                Arguments.of("If-Modified-Since: $OBSOLETE", 304),
                Arguments.of("If-Modified-Since: $ASCTIME", 304),
                Arguments.of("If-Modified-Since: last week", 200),
                // A tag says more than a date.
                Arguments.of("If-None-Match: \"a\"|If-Modified-Since: $AFTER", 200),
                Arguments.of("If-None-Match: $TAG|If-Modified-Since: $BEFORE", 304),
                Arguments.of("If-Match: $TAG", 200),
                Arguments.of("If-Match: *", 200),
                Arguments.of("If-Match: \"a\", $TAG", 200),
                Arguments.of("If-Match: \"a\"", 412),
                Arguments.of("If-Match: W/$TAG", 412),
                Arguments.of("If-Unmodified-Since: $DATE", 200),
                Arguments.of("If-Unmodified-Since: $AFTER", 200),
                Arguments.of("If-Unmodified-Since: $BEFORE", 412),
                Arguments.of("If-Unmodified-Since: last week", 200),
                Arguments.of("If-Match: $TAG|If-Unmodified-Since: $BEFORE", 200),
                // 412 comes before 304.
                Arguments.of("If-Match: \"a\"|If-None-Match: $TAG", 412),
                Arguments.of("If-Match: $TAG|If-None-Match: $TAG", 304),
                // 304 and 412 come before the range.
                Arguments.of("If-None-Match: $TAG|Range: bytes=0-4", 304),
                Arguments.of("If-Match: \"a\"|Range: bytes=0-4", 412),
                Arguments.of("If-Range: $TAG|Range: bytes=0-4", 206),
                Arguments.of("If-Range: W/$TAG|Range: bytes=0-4", 200),
                Arguments.of("If-Range: \"a\"|Range: bytes=0-4", 200),
                Arguments.of("If-Range: $DATE|Range: bytes=0-4", 206),
                Arguments.of("If-Range: $AFTER|Range: bytes=0-4", 200),
                Arguments.of("If-Range: \"a\"|Range: bytes=99999999-", 200),
                Arguments.of("If-Range: $TAG", 200));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("conditions")
    void heedsConditions(String fields, int status) {
        ImageName name = Store.stored(Images.bytes(SMALL));
        String tag = given().get(name.path()).header("ETag");

        Response answer = given().headers(headers(fields, name, tag)).get(name.path());
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 412) {
            assertProblem(answer);
        } else {
            assertThat(answer.header("ETag")).isEqualTo(tag);
            assertThat(answer.header("Cache-Control")).isEqualTo(FOR_EVER);
        }
        if (status == 304) {
            assertThat(answer.asByteArray()).isEmpty();
        }
    }

    private static Headers headers(String fields, ImageName name, String tag) {
        ZonedDateTime created = name.image().id().createdAt().atZone(ZoneOffset.UTC);
        Function<String, String> filled = value -> value
                .replace("$TAG", tag)
                .replace("$DATE", lastModified(name))
                .replace("$BEFORE", date(created.minusHours(1)))
                .replace("$AFTER", date(created.plusHours(1)))
                .replace("$OBSOLETE", created.format(DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)))
                .replace("$ASCTIME", created.format(DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)));
        return new Headers(Arrays.stream(fields.split("\\|"))
                .map(field -> field.split(": ", 2))
                .map(field -> new Header(field[0], filled.apply(field[1])))
                .toList());
    }

    private static String lastModified(ImageName name) {
        return date(name.image().id().createdAt().atZone(ZoneOffset.UTC));
    }

    private static String date(ZonedDateTime time) {
        return time.format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US));
    }

    @Test
    void saysOnHeadWhatGetWould() {
        byte[] photo = Images.bytes(LARGE);
        ImageName name = Store.stored(photo);

        given().header("Range", "bytes=0-4").head(name.path()).then()
                .statusCode(200)
                .header("Content-Length", "" + photo.length)
                .header("Cache-Control", FOR_EVER);
        String tag = given().get(name.path()).header("ETag");
        given().header("If-None-Match", tag).head(name.path()).then().statusCode(304);
        given().head(name.path() + "x").then().statusCode(404);
    }
}
