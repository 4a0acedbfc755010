package tintype.cluster;

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

    default boolean isDone() {
        return this instanceof Done<T>;
    }
}
