package tintype.metadata;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// No round begins once the process is told to end: its database closes before its scheduler does.
@ApplicationScoped
class ScheduledRounds {

    void end(@Observes ShutdownEvent event, Scheduler scheduler) {
        scheduler.pause();
    }
}
