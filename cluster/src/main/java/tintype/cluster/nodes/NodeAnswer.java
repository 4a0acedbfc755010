package tintype.cluster.nodes;

import java.util.function.Function;

/// What a node said to a request.
public sealed interface NodeAnswer<T> {

    /// It did as asked; a write is on its disk for good.
    record Done<T>(T value) implements NodeAnswer<T> {}

    /// The image was deleted; nothing brings it back.
    record Deleted<T>() implements NodeAnswer<T> {}

    /// It has no such image or file.
    record Missing<T>() implements NodeAnswer<T> {}

    /// It sees the group at another epoch, or does not own it (0): the caller's map is stale, or its own is.
    record OtherEpoch<T>(long epoch) implements NodeAnswer<T> {}

    /// It will not, and will not when asked again.
    record Refused<T>(int status, String reason) implements NodeAnswer<T> {}

    /// It could not be reached, was too slow, is full, or failed.
    record Unavailable<T>(String reason) implements NodeAnswer<T> {}

    /// What comes of it when it is done; any other answer stays as it is.
    default <R> NodeAnswer<R> flatMap(Function<? super T, NodeAnswer<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Deleted<T> _ -> new Deleted<>();
            case Missing<T> _ -> new Missing<>();
            case OtherEpoch<T>(long epoch) -> new OtherEpoch<>(epoch);
            case Refused<T>(int status, String reason) -> new Refused<>(status, reason);
            case Unavailable<T>(String reason) -> new Unavailable<>(reason);
        };
    }

    default boolean isDone() {
        return this instanceof Done<T>;
    }

    /// Why it is not done, in words for operators.
    default String reason() {
        return switch (this) {
            case Done<T> _ -> "done";
            case Deleted<T> _ -> "deleted";
            case Missing<T> _ -> "not there";
            case OtherEpoch<T>(long epoch) -> "it sees the group at epoch " + epoch;
            case Refused<T>(int _, String reason) -> reason;
            case Unavailable<T>(String reason) -> reason;
        };
    }
}
