package tintype.serve.groups;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import tintype.contract.Group;
import tintype.contract.store.GroupWork;
import tintype.contract.store.WorkProgress;
import tintype.serve.NodeConfig;

/// The work that this node was told to do with groups: one at a time for each group, some at a time in all. How the
/// last one ended stays known until the process ends.
@ApplicationScoped
class GroupWorks {

    private static final Logger LOG = Logger.getLogger(GroupWorks.class);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    sealed interface Started {}

    /// @param progress of this work: started now, or before
    record Accepted(WorkProgress progress) implements Started {}

    record OtherWork(GroupWork underWay) implements Started {}

    private final class Running {

        private final Group group;
        private final GroupWork work;
        private final Progress progress;
        private final Thread thread;

        Running(Group group, GroupWork work) {
            this.group = group;
            this.work = work;
            this.progress = new Progress(work);
            this.thread = Thread.ofVirtual().name("group-" + group).start(this::run);
        }

        private void run() {
            try {
                places.acquire();
                try {
                    progress.runs();
                    progress.ends(job(work).run(group, progress));
                } finally {
                    places.release();
                }
            } catch (InterruptedException e) {
                progress.ends(new GroupJob.Failed("Stopped"));
            } catch (IOException | RuntimeException e) {
                // What an interruption does to a file or a connection that is in use.
                boolean isStopped = thread.isInterrupted();
                LOG.warnf(isStopped ? null : e, "%s of group %s ended", work, group);
                progress.ends(new GroupJob.Failed(isStopped ? "Stopped" : e.toString()));
            }
            LOG.infof("Group %s: %s", group, progress.now());
        }

        boolean isOver() {
            return progress.now().state().isOver();
        }
    }

    private final Copying copying;
    private final Dropping dropping;
    private final Semaphore places;
    private final Map<Group, Running> works = new ConcurrentHashMap<>();

    GroupWorks(Copying copying, Dropping dropping, NodeConfig config) {
        this.copying = copying;
        this.dropping = dropping;
        this.places = new Semaphore(config.groupWorkers());
    }

    private GroupJob job(GroupWork work) {
        return switch (work) {
            case GroupWork.Pull pull -> copying.pull(pull);
            case GroupWork.Verify verify -> copying.verify(verify);
            case GroupWork.Compare compare -> copying.compare(compare);
            case GroupWork.Drop drop -> dropping.drop(drop);
        };
    }

    synchronized Started start(Group group, GroupWork work) {
        Running known = works.get(group);
        if (known != null && !known.isOver()) {
            return known.work.equals(work) ? new Accepted(known.progress.now()) : new OtherWork(known.work);
        }
        var started = new Running(group, work);
        works.put(group, started);
        return new Accepted(started.progress.now());
    }

    Optional<WorkProgress> progress(Group group) {
        return Optional.ofNullable(works.get(group)).map(running -> running.progress.now());
    }

    boolean isBusy(Group group) {
        Running known = works.get(group);
        return known != null && !known.isOver();
    }

    /// Waits until it has ended.
    Optional<WorkProgress> stop(Group group) throws InterruptedException {
        Running known = works.get(group);
        if (known != null && !known.isOver()) {
            known.thread.interrupt();
            known.thread.join(STOPPING);
        }
        return progress(group);
    }

    @PreDestroy
    void close() throws InterruptedException {
        works.values().forEach(running -> running.thread.interrupt());
        for (Running running : works.values()) {
            running.thread.join(STOPPING);
        }
    }
}
