package tintype.serve.files;

/// What the field `Range` asks for of a file (RFC 9110, 14.1.2).
///
/// One range is served as such. For several the whole file is sent, which the standard leaves to the server:
/// nobody reads pictures in pieces, and lists of ranges are a known way to wear a server out.
sealed interface ByteRange {

    record Whole() implements ByteRange {}

    record Part(long first, long length) implements ByteRange {
        String contentRange(long size) {
            return "bytes " + first + "-" + (first + length - 1) + "/" + size;
        }
    }

    /// Answered with 416.
    record Unsatisfiable() implements ByteRange {}

    String UNIT = "bytes=";

    /// What cannot be read counts as not said.
    static ByteRange parse(String field, long size) {
        if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length()) || field.indexOf(',') >= 0) {
            return new Whole();
        }
        String range = field.substring(UNIT.length()).trim();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return new Whole();
        }
        String first = range.substring(0, dash);
        String last = range.substring(dash + 1);
        if (first.isEmpty()) {
            return isNumber(last) ? lastBytes(number(last), size) : new Whole();
        }
        if (!isNumber(first) || !(last.isEmpty() || isNumber(last))) {
            return new Whole();
        }
        return between(number(first), last.isEmpty() ? Long.MAX_VALUE : number(last), size);
    }

    private static ByteRange lastBytes(long count, long size) {
        long length = Math.min(count, size);
        return length == 0 ? new Unsatisfiable() : new Part(size - length, length);
    }

    private static ByteRange between(long first, long last, long size) {
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1) - first + 1);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// One that is too large for any file is as good as the largest.
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
