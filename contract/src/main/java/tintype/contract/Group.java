package tintype.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/// The unit that moves between servers, and the first part of every image's path: `000` to `fff`.
///
/// How many there are is fixed when a cluster is made; see `GroupMap`.
public record Group(int number) implements Comparable<Group> {

    public static final int MIN_COUNT = 128;
    public static final int MAX_COUNT = 4096;
    public static final int DEFAULT_COUNT = 256;

    private static final int LENGTH = 3;
    private static final HexFormat HEX = HexFormat.of();

    public Group {
        if (number < 0 || number >= MAX_COUNT) {
            throw new IllegalArgumentException("No group has the number " + number);
        }
    }

    public static Parsed<Group> parse(String text) {
        if (text.length() != LENGTH || !text.chars().allMatch(Group::isLowerHex)) {
            return Parsed.refused("A group is three lower-case hex digits");
        }
        return Parsed.ok(new Group(HexFormat.fromHexDigits(text)));
    }

    @JsonCreator
    static Group of(String text) {
        return parse(text).orThrow();
    }

    private static boolean isLowerHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    @Override
    public int compareTo(Group other) {
        return Integer.compare(number, other.number);
    }

    @JsonValue
    @Override
    public String toString() {
        return HEX.toHexDigits(number, LENGTH);
    }
}
