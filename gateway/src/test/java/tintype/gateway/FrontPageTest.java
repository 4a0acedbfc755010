package tintype.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Format;
import tintype.contract.ImageView;

/// What the gateway tells of itself and of the API.
@QuarkusTest
@QuarkusTestResource(GatewayCluster.class)
class FrontPageTest {

    @Test
    void showsAFormForUploads() {
        var page = given().get("/");

        page.then().statusCode(200).contentType(containsString("text/html"));
        assertThat(page.asString()).contains("action=\"/images\"").contains("/q/openapi").doesNotContain("src=\"http");
        assertThat(page.header("Cache-Control")).satisfiesAnyOf(
                none -> assertThat(none).isNull(), text -> assertThat(text).doesNotContain("immutable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi"})
    void tellsHowItIs(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void describesThePublicPathsAndNoOthers() throws IOException {
        assertThat(description().get("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("/images", "/images/{id}", "/g/{group}/{id}/{file}");
    }

    @ParameterizedTest
    @CsvSource({
        "Image, tintype.contract.ImageView",
        "Variant, tintype.contract.ImageView$VariantView",
        "Source, tintype.contract.ImageView$Source",
        "Placeholder, tintype.contract.Placeholder",
    })
    void describesShapesAsTheContractHasThem(String schema, Class<?> shape) throws IOException {
        JsonNode properties = description().at("/components/schemas/" + schema + "/properties");

        assertThat(properties.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(Arrays.stream(shape.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void describesTheStatesAsTheContractHasThem() throws IOException {
        List<String> states = new ArrayList<>();
        description().at("/components/schemas/Image/properties/state/enum").forEach(state -> states.add(state.asText()));

        assertThat(states)
                .containsExactlyElementsOf(
                        Arrays.stream(ImageView.State.values()).map(ImageView.State::toString).toList());
    }

    @Test
    void describesTheTypesAsTheContractHasThem() throws IOException {
        List<String> types = new ArrayList<>();
        description().at("/components/schemas/Type/enum").forEach(type -> types.add(type.asText()));

        assertThat(types)
                .containsExactlyElementsOf(Arrays.stream(Format.values()).map(Format::mediaType).toList());
    }

    /// Named one by one: of a form that takes all of `image/*`, phones send HEIC.
    @Test
    void asksForPhotosOfTheTypesThatAreTaken() {
        String types = Arrays.stream(Format.values()).map(Format::mediaType).collect(Collectors.joining(","));

        assertThat(given().get("/").asString()).contains("accept=\"" + types + "\"");
    }

    @Test
    void letsBrowsersChooseTheFormatAndPaintsAPlaceholderBefore() {
        assertThat(given().get("/").asString())
                .contains("element('picture'", "image.sources.map", "image.placeholder", "blur(blurHash");
    }

    @Test
    void pointsOnlyAtWhatItDescribes() throws IOException {
        JsonNode description = description();
        var references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"").matcher(description.toString());

        List<String> found = references.results().map(reference -> reference.group(1)).toList();
        assertThat(found).isNotEmpty().allSatisfy(
                pointer -> assertThat(description.at(pointer).isMissingNode()).as(pointer).isFalse());
    }

    private static JsonNode description() throws IOException {
        return new ObjectMapper().readTree(given().accept("application/json").get("/q/openapi?format=json").asString());
    }
}
