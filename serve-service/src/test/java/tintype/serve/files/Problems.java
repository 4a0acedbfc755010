package tintype.serve.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;

/// What every refusal says (RFC 9457).
final class Problems {

    private Problems() {}

    static void assertProblem(Response answer) {
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isIn("no-store", "public, max-age=5");
        answer.then().body("status", equalTo(answer.statusCode())).body("type", containsString("/problems/"));
    }
}
