package tintype.metadata;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Of several instances one leads: it has a lock that PostgreSQL gives up as soon as its connection ends. Two that
/// believe to lead for a moment do no harm, as every step is taken from the epoch that it was planned at.
@ApplicationScoped
public class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);
    private static final int LOCK = 0x71e8;
    private static final int SECONDS = 1;

    private final DataSource database;
    private @Nullable Connection held;

    Leadership(DataSource database) {
        this.database = database;
    }

    public synchronized boolean isOurs() {
        try {
            Connection now = held;
            if (now != null && now.isValid(SECONDS)) {
                return true;
            }
            giveUp();
            held = lead();
            return held != null;
        } catch (SQLException e) {
            LOG.debugf("Nobody can be asked who leads: %s", e.getMessage());
            return false;
        }
    }

    private @Nullable Connection lead() throws SQLException {
        Connection connection = database.getConnection();
        try (var query = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            query.setInt(1, LOCK);
            try (var answer = query.executeQuery()) {
                if (answer.next() && answer.getBoolean(1)) {
                    LOG.info("This instance leads");
                    return connection;
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return null;
    }

    @PreDestroy
    synchronized void giveUp() throws SQLException {
        Connection last = held;
        held = null;
        if (last != null) {
            try (last; var query = last.prepareStatement("select pg_advisory_unlock(?)")) {
                query.setInt(1, LOCK);
                query.execute();
            } catch (SQLException e) {
                LOG.debugf("The connection of the leader has ended: %s", e.getMessage());
            }
        }
    }
}
