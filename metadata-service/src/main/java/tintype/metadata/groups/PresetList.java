package tintype.metadata.groups;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tintype.contract.Format;
import tintype.contract.Preset;
import tintype.contract.Recipe;

/// The setting `TINTYPE_PRESETS`: `thumb=fit-160x160:jpg,small=fit-320x320:jpg+webp+avif`.
final class PresetList {

    private static final Pattern PRESET = Pattern.compile("([^=]+)=([^:]+):(.+)");

    private PresetList() {}

    static List<Preset> parse(String setting) {
        return Arrays.stream(setting.split(",")).map(String::strip).map(PresetList::preset).toList();
    }

    private static Preset preset(String text) {
        Matcher words = PRESET.matcher(text);
        if (!words.matches()) {
            throw new IllegalArgumentException("TINTYPE_PRESETS reads name=recipe:format,… but has '" + text + "'");
        }
        List<Format> formats = Arrays.stream(words.group(3).split("\\+"))
                .map(extension -> Format.ofExtension(extension).orThrow())
                .toList();
        return new Preset(words.group(1), Recipe.parse(words.group(2)).orThrow(), formats);
    }
}
