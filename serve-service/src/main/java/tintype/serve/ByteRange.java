package tintype.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes of a file a request is for (RFC 9110, section 14). Of several ranges the whole file is sent, as allowed.
sealed interface ByteRange {

    record Whole() implements ByteRange {}

    record Part(long first, long length) implements ByteRange {}

    record Unsatisfiable() implements ByteRange {}

    Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange parse(@Nullable String field, long size) {
        Matcher range = ONE_RANGE.matcher(field == null ? "" : field);
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(Long.parseLong(range.group(2)), size);
            return length == 0 ? new Unsatisfiable() : new Part(size - length, length);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, last - first + 1);
    }
}
