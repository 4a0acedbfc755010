package tintype.serve.groups;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tintype.contract.Sha256;
import tintype.contract.store.GroupTotals;
import tintype.contract.store.GroupWork;
import tintype.contract.store.WorkProgress;
import tintype.contract.store.WorkProgress.State;

/// How far some work is: one thread counts, others look.
final class Progress {

    private final GroupWork work;
    private final AtomicLong images = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private volatile long imagesTotal;
    private volatile long bytesTotal;
    private volatile State state = State.WAITING;
    private volatile @Nullable Sha256 digest;
    private volatile @Nullable String reason;

    Progress(GroupWork work) {
        this.work = work;
    }

    void runs() {
        state = State.RUNNING;
    }

    /// Also when it starts over.
    void isAllOf(GroupTotals totals) {
        imagesTotal = totals.images();
        bytesTotal = totals.bytes();
        images.set(0);
        bytes.set(0);
    }

    void image(long count) {
        images.incrementAndGet();
        bytes.addAndGet(count);
    }

    void copied(long count) {
        copied.addAndGet(count);
    }

    void ends(GroupJob.Outcome outcome) {
        switch (outcome) {
            case GroupJob.Done(Sha256 sum) -> {
                digest = sum;
                state = State.DONE;
            }
            case GroupJob.Failed(String why) -> {
                reason = why;
                state = State.FAILED;
            }
        }
    }

    WorkProgress now() {
        State known = state; // before its reason and digest, which are written before it
        return new WorkProgress(
                work, known, images.get(), imagesTotal, bytes.get(), bytesTotal, copied.get(), digest, reason);
    }
}
