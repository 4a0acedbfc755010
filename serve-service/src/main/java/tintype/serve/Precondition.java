package tintype.serve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conditions of a request, in the order of RFC 9110, section 13.2.2.
enum Precondition {
    MET,
    NOT_MODIFIED,
    FAILED;

    /// The header fields that make a request conditional; null is absent.
    record Fields(
            @Nullable String ifMatch,
            @Nullable String ifUnmodifiedSince,
            @Nullable String ifNoneMatch,
            @Nullable String ifModifiedSince) {}

    /// @param etag         strong, with its quotes
    /// @param lastModified to the second
    static Precondition of(Fields fields, String etag, Instant lastModified) {
        if (fields.ifMatch() != null) {
            if (!names(fields.ifMatch(), etag, false)) {
                return FAILED;
            }
        } else if (date(fields.ifUnmodifiedSince()).filter(lastModified::isAfter).isPresent()) {
            return FAILED;
        }
        if (fields.ifNoneMatch() != null) {
            return names(fields.ifNoneMatch(), etag, true) ? NOT_MODIFIED : MET;
        }
        return date(fields.ifModifiedSince()).filter(since -> !lastModified.isAfter(since)).isPresent()
                ? NOT_MODIFIED
                : MET;
    }

    /// Whether a `Range` still holds (RFC 9110, section 13.1.5): by a strong tag, or by the exact date.
    static boolean rangeHolds(@Nullable String ifRange, String etag, Instant lastModified) {
        return ifRange == null
                || ifRange.equals(etag)
                || date(ifRange).filter(lastModified::equals).isPresent();
    }

    private static boolean names(String tags, String etag, boolean weakly) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .map(tag -> weakly && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }

    /// A date that cannot be read is as good as none.
    private static Optional<Instant> date(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
