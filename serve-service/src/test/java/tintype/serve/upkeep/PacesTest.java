package tintype.serve.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacesTest {

    private final Paces paces = new Paces();

    @Test
    void letsAllWorkOfOneRateShareIt() {
        assertThat(paces.at(1_000)).isSameAs(paces.at(1_000)).isNotSameAs(paces.at(2_000));
    }
}
