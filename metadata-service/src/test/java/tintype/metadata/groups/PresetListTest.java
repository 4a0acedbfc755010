package tintype.metadata.groups;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresetListTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "thumb", "thumb=fit-160x160", "thumb=160:jpg", "thumb=fit-160x160:tiff", "Thumb=fit-1x1:jpg"})
    void refusesAListOfPresetsThatIsNone(String setting) {
        assertThatThrownBy(() -> PresetList.parse(setting)).isInstanceOf(IllegalArgumentException.class);
    }
}
