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
import tintype.contract.ImageEvent;
import tintype.contract.ImageView;

/// Whatever the order in which events come, and however often: the same is known at the end.
@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class CatalogueTest {

    enum Happened { STORED, RENDERED, FAILED, DELETED }

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

    static Stream<List<Happened>> allOrdersOfAllEvents() {
        return orders(List.of(), List.of(Happened.values())).filter(order -> !order.isEmpty());
    }

    private static Stream<List<Happened>> orders(List<Happened> begun, List<Happened> left) {
        return Stream.concat(
                Stream.of(begun), left.stream().flatMap(next -> orders(plus(begun, next), minus(left, next))));
    }

    private static List<Happened> plus(List<Happened> list, Happened one) {
        var more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    private static List<Happened> minus(List<Happened> list, Happened one) {
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
