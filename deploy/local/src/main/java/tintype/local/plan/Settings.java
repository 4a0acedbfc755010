package tintype.local.plan;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the user asked for, parsed and complete, except for what the data directory knows better.
///
/// @param home the directory of the suite, with a built module each in its directories
/// @param nodes how many serving nodes; empty means as many as the data directory has
/// @param groups how many groups the cluster has; empty means as many as the data directory has
/// @param kafka bootstrap servers to use instead of a broker of our own
/// @param database to use instead of a PostgreSQL of our own
public record Settings(
        Path home,
        Path data,
        Ports ports,
        Optional<Integer> nodes,
        Optional<Integer> groups,
        Optional<Bootstrap> kafka,
        Optional<Database> database,
        URI publicUrl) {

    public Bootstrap kafkaInUse() {
        return kafka.orElseGet(() -> new Bootstrap("127.0.0.1:" + ports.of(Part.KAFKA)));
    }

    public Database databaseInUse() {
        return database.orElseGet(() -> Database.embedded(ports.of(Part.POSTGRES)));
    }
}
