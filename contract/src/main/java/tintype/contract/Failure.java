package tintype.contract;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A way in which a service says no. Each service has one enum of them, so that all stand on one screen.
public interface Failure {

    String name();

    /// Of the HTTP answer.
    int status();

    /// What the client is told. The log gets the cause.
    String text();

    /// When it is worth to ask again.
    default Optional<Duration> retryAfter() {
        return status() == 503 ? Optional.of(Duration.ofSeconds(2)) : Optional.empty();
    }

    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
