package tintype.contract;

import java.util.Optional;
import java.util.function.Function;

/// What came of reading a text from outside: the value, or the reason why it is none.
public sealed interface Parsed<T> {

    record Ok<T>(T value) implements Parsed<T> {}

    /// @param reason one sentence that may be shown to whoever sent the text
    record Refused<T>(String reason) implements Parsed<T> {}

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Parsed<T> refused(String reason) {
        return new Refused<>(reason);
    }

    default <R> Parsed<R> map(Function<? super T, ? extends R> next) {
        return flatMap(value -> ok(next.apply(value)));
    }

    default <R> Parsed<R> flatMap(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Refused<T>(String reason) -> refused(reason);
        };
    }

    default Optional<T> optional() {
        return switch (this) {
            case Ok<T>(T value) -> Optional.of(value);
            case Refused<T> _ -> Optional.empty();
        };
    }

    /// For texts of our own making, where a refusal is a broken promise.
    default T orThrow() {
        return switch (this) {
            case Ok<T>(T value) -> value;
            case Refused<T>(String reason) -> throw new IllegalArgumentException(reason);
        };
    }
}
