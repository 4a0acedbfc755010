package tintype.serve.files;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.serve.disk.Shelf;

/// Under what conditions a request wants a file, evaluated in the order of RFC 9110, 13.2.2. All that can be
/// requested here is GET and HEAD.
enum Precondition {
    MET,
    /// Answered with 304.
    NOT_MODIFIED,
    /// Answered with 412.
    FAILED;

    private static final CharSequence IF_RANGE = HttpHeaders.createOptimized("if-range");
    private static final CharSequence IF_UNMODIFIED_SINCE = HttpHeaders.createOptimized("if-unmodified-since");

    static Precondition of(MultiMap request, Shelf.Item item) {
        List<String> ifMatch = request.getAll(HttpHeaders.IF_MATCH);
        if (!ifMatch.isEmpty()) {
            if (!EntityTags.matchStrongly(ifMatch, item.etag())) {
                return FAILED;
            }
        } else if (changedSince(request.get(IF_UNMODIFIED_SINCE), item)) {
            return FAILED;
        }
        List<String> ifNoneMatch = request.getAll(HttpHeaders.IF_NONE_MATCH);
        if (!ifNoneMatch.isEmpty()) {
            return EntityTags.matchWeakly(ifNoneMatch, item.etag()) ? NOT_MODIFIED : MET;
        }
        return unchangedSince(request.get(HttpHeaders.IF_MODIFIED_SINCE), item) ? NOT_MODIFIED : MET;
    }

    /// Whether the field `Range` counts: it does not when the client's part is of another file.
    static boolean rangeApplies(MultiMap request, Shelf.Item item) {
        String ifRange = request.get(IF_RANGE);
        if (ifRange == null) {
            return true;
        }
        // The date is as strong as the tag: a name never changes its meaning.
        return ifRange.equals(item.etag()) || ifRange.equals(item.lastModifiedField());
    }

    private static boolean changedSince(@Nullable String field, Shelf.Item item) {
        Date date = date(field);
        return date != null && item.lastModified().toEpochMilli() > date.getTime();
    }

    private static boolean unchangedSince(@Nullable String field, Shelf.Item item) {
        Date date = date(field);
        return date != null && item.lastModified().toEpochMilli() <= date.getTime();
    }

    /// What is no date counts as not said.
    private static @Nullable Date date(@Nullable String field) {
        return field == null ? null : DateFormatter.parseHttpDate(field);
    }
}
