package tintype.local.run;

import java.io.IOException;
import java.time.Duration;
import tintype.local.plan.Member;

/// How one member is run. Two kinds stand behind it: a JVM of ours, and PostgreSQL.
interface Server {

    Member member();

    /// Starts it, without waiting until it is ready.
    ProcessHandle start() throws IOException;

    boolean isReady();

    /// Asks it to stop, and makes it stop when it has not done so in time.
    void stop(ProcessHandle process, Duration patience);
}
