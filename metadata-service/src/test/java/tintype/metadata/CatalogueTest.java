package tintype.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.contract.ImageView;
import tintype.contract.Placeholder;
import tintype.contract.events.ImageEvent;

/// Whatever the order in which events come, and however often: the same is known at the end.
@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class CatalogueTest {

    enum Happened { STORED, RENDERED, FAILED, DELETED }

    enum Rendering { FIRST, DAMAGED_SECOND, WITHOUT_PLACEHOLDER }

    private static final Placeholder FIRST = new Placeholder("LEHV6nWB2yk8pyo0adR*.7kCMdnj", "#c8a27e");
    private static final Placeholder SECOND = new Placeholder("LGF5]+Yk^6#M@-5c,1J5@[or[Q6.", "#102030");

    @Inject
    Catalogue catalogue;

    @ParameterizedTest
    @MethodSource("allOrdersOfAllEvents")
    void knowsTheSameInWhateverOrderEventsCome(List<Happened> events) {
        var image = new SampleImage();
        events.forEach(event -> catalogue.apply(eventOf(image, event)));

        assertThat(known(image)).isEqualTo(expected(events));
    }

    @ParameterizedTest
    @MethodSource("allOrdersOfAllEvents")
    void knowsTheSameWhenAllEventsComeTwice(List<Happened> events) {
        var image = new SampleImage();
        events.forEach(event -> catalogue.apply(eventOf(image, event)));
        events.forEach(event -> catalogue.apply(eventOf(image, event)));

        assertThat(known(image)).isEqualTo(expected(events));
    }

    @Test
    void showsWhyAPictureCouldNotBeRendered() {
        var image = new SampleImage();
        catalogue.apply(image.failed("The file is cut off."));
        catalogue.apply(image.stored());

        assertThat(catalogue.find(image.id())).isInstanceOfSatisfying(
                Catalogue.Entry.Known.class, known -> assertThat(known.view().failure()).isEqualTo("The file is cut off."));
    }

    /// The last that brought a placeholder tells it, whatever comes before or behind it.
    static Stream<List<Rendering>> allOrdersOfAllRenderings() {
        return orders(List.of(), List.of(Rendering.values()))
                .filter(order -> order.size() == Rendering.values().length);
    }

    @ParameterizedTest
    @MethodSource("allOrdersOfAllRenderings")
    void knowsTheSamePlaceholderAndDamageInWhateverOrderEventsCome(List<Rendering> renderings) {
        var image = new SampleImage();
        catalogue.apply(image.stored());
        renderings.forEach(rendering -> catalogue.apply(eventOf(image, rendering)));
        renderings.forEach(rendering -> catalogue.apply(eventOf(image, rendering)));

        assertThat(view(image).placeholder()).isEqualTo(SECOND);
        assertThat(view(image).damaged()).isTrue();
    }

    @Test
    void keepsThePlaceholderWhenALaterEventBringsNone() {
        var image = new SampleImage();
        catalogue.apply(image.stored());
        catalogue.apply(eventOf(image, Rendering.FIRST));
        catalogue.apply(eventOf(image, Rendering.WITHOUT_PLACEHOLDER));

        assertThat(view(image).placeholder()).isEqualTo(FIRST);
    }

    @Test
    void showsNoPlaceholderAndNoDamageBeforeAnImageIsRendered() {
        var image = new SampleImage();
        catalogue.apply(image.stored());

        assertThat(view(image).placeholder()).isNull();
        assertThat(view(image).damaged()).isFalse();
    }

    private static ImageEvent eventOf(SampleImage image, Rendering rendering) {
        return switch (rendering) {
            case FIRST -> image.rendered(FIRST, false, SampleImage.NOON);
            case DAMAGED_SECOND -> image.rendered(SECOND, true, SampleImage.NOON.plusSeconds(1));
            case WITHOUT_PLACEHOLDER -> image.rendered(null, false, SampleImage.NOON.plusSeconds(2));
        };
    }

    private ImageView view(SampleImage image) {
        return ((Catalogue.Entry.Known) catalogue.find(image.id())).view();
    }

    static Stream<List<Happened>> allOrdersOfAllEvents() {
        return orders(List.of(), List.of(Happened.values())).filter(order -> !order.isEmpty());
    }

    private static <T> Stream<List<T>> orders(List<T> begun, List<T> left) {
        return Stream.concat(
                Stream.of(begun), left.stream().flatMap(next -> orders(plus(begun, next), minus(left, next))));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        var more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    private static <T> List<T> minus(List<T> list, T one) {
        return list.stream().filter(other -> other != one).toList();
    }

    private static ImageEvent eventOf(SampleImage image, Happened event) {
        return switch (event) {
            case STORED -> image.stored();
            case RENDERED -> image.rendered();
            case FAILED -> image.failed("corrupt");
            case DELETED -> image.deleted();
        };
    }

    private static String expected(List<Happened> events) {
        if (events.contains(Happened.DELETED)) {
            return "deleted";
        }
        if (!events.contains(Happened.STORED)) {
            return "unknown";
        }
        if (events.contains(Happened.RENDERED)) {
            return ImageView.State.RENDERED.toString();
        }
        return (events.contains(Happened.FAILED) ? ImageView.State.FAILED : ImageView.State.STORED).toString();
    }

    private String known(SampleImage image) {
        return switch (catalogue.find(image.id())) {
            case Catalogue.Entry.Known(ImageView view) -> view.state().toString();
            case Catalogue.Entry.Deleted _ -> "deleted";
            case Catalogue.Entry.Unknown _ -> "unknown";
        };
    }
}
