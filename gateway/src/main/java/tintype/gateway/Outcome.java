package tintype.gateway;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/// What became of a request to a node or service.
enum Outcome {
    /// For good: the client got this answer.
    ANSWERED,
    /// 404 of a node; another one may have the file.
    MISSED,
    /// 421 of a node: the group is elsewhere.
    MOVED,
    /// 5xx, or an answer that makes no sense here.
    FAILED,
    /// No connection, or one that broke before there was an answer.
    UNREACHABLE,
    /// All connections are in use, and too many requests wait for them, or for too long.
    BUSY,
    /// No answer in time.
    LATE;

    /// A node's redirect would make its address public, and for as long as caches like.
    static Outcome ofNode(int status) {
        return switch (status) {
            case 404 -> MISSED;
            case 421 -> MOVED;
            case 304 -> ANSWERED;
            default -> status < 300 || status >= 400 && status < 500 ? ANSWERED : FAILED;
        };
    }

    static Outcome ofService(int status) {
        return status < 500 ? ANSWERED : FAILED;
    }

    static Outcome withoutConnection(Throwable cause) {
        return cause instanceof ConnectionPoolTooBusyException || cause instanceof TimeoutException ? BUSY : UNREACHABLE;
    }

    static Outcome withoutAnswer(Throwable cause) {
        return cause instanceof TimeoutException ? LATE : UNREACHABLE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
