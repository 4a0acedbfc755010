package tintype.metadata.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tintype.contract.Group;
import tintype.contract.groups.GroupLife;
import tintype.metadata.CatalogueDatabase;

@QuarkusTest
@WithTestResource(CatalogueDatabase.class)
@EnabledIf(value = "tintype.metadata.CatalogueDatabase#isThere", disabledReason = CatalogueDatabase.NO_DOCKER)
class LivesTest {

    @Inject
    Lives lives;

    @Inject
    MapSource source;

    @AfterEach
    void letAllGroupsTakeUploadsAgain() {
        List<Lives.Step> steps = lives.all().stream()
                .filter(life -> !life.accepting())
                .map(life -> changed(life.group()))
                .toList();
        lives.take(steps, "test");
    }

    @Test
    void makesOneVersionOfTheMapOfStepsThatAreTakenTogether() {
        long before = version();
        List<Lives.Step> steps = List.of(changed(new Group(3)), changed(new Group(4)));

        assertThat(lives.take(steps, "test")).containsExactlyInAnyOrder(new Group(3), new Group(4));
        assertThat(version()).isEqualTo(before + 1);
    }

    @Test
    void takesTheOthersWhenSomebodyWasFasterWithOne() {
        Lives.Step stale = changed(new Group(5));
        lives.take(List.of(changed(new Group(5))), "test");

        assertThat(lives.take(List.of(stale, changed(new Group(6))), "test")).containsExactly(new Group(6));
    }

    @Test
    void takesNoStepThatWasPlannedInTheSameTransactionBeforeSomebodyElseTookOne() {
        Set<Group> taken = QuarkusTransaction.requiringNew().call(() -> {
            Lives.Step stale = changed(new Group(7));
            QuarkusTransaction.requiringNew().run(() -> lives.take(List.of(changed(new Group(7))), "test"));
            return lives.take(List.of(stale), "test");
        });

        assertThat(taken).isEmpty();
    }

    private Lives.Step changed(Group group) {
        var steady = (GroupLife.Steady) lives.of(group);
        return new Lives.Step(steady, steady.accepting(!steady.accepting()));
    }

    private long version() {
        return source.newest().orElseThrow().version();
    }
}
