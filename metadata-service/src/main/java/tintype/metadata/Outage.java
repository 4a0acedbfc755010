package tintype.metadata;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/// Tells a database that is away from data that it will never take.
final class Outage {

    /// Classes of SQLSTATE: data exception, integrity constraint violation.
    private static final Set<String> DATA = Set.of("22", "23");

    private Outage() {}

    static boolean explains(Throwable failure) {
        return causes(failure).noneMatch(Outage::isOfData)
                && causes(failure).anyMatch(cause -> cause instanceof SQLException || cause instanceof RollbackException);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static boolean isOfData(Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && DATA.stream().anyMatch(sql.getSQLState()::startsWith);
    }
}
