package tintype.contract.groups;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// What a serving node is called, for as long as it lives; its address may change.
public record NodeName(String text) implements Comparable<NodeName> {

    private static final Pattern SPELLING = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

    public NodeName {
        if (!SPELLING.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A node's name is 1 to 63 lower-case letters, digits, dots and dashes, not '" + text + "'");
        }
    }

    @JsonCreator
    static NodeName of(String text) {
        return new NodeName(text);
    }

    @Override
    public int compareTo(NodeName other) {
        return text.compareTo(other.text);
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
