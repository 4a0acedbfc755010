package tintype.metadata.movement;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.groups.NodeName;
import tintype.contract.store.WorkProgress;
import tintype.metadata.plan.Move;

/// A move that is to be made, under way, or over.
@Entity
@Table(name = "movement")
public class MovementRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long seq;

    @Column(name = "run_no")
    public long run;

    @Column(name = "group_no")
    public int group;

    @Nullable String joining;

    @Nullable String leaving;

    boolean urgent;

    public long bytes;

    @Enumerated(EnumType.STRING)
    public Phase phase = Phase.QUEUED;

    /// What it waits for, or why it ended as it did.
    @Nullable String note;

    long images;

    @Column(name = "images_total")
    long imagesTotal;

    @Column(name = "bytes_done")
    public long bytesDone;

    @Nullable String digest;

    @Column(name = "begun_at")
    public @Nullable Instant begunAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    public static void add(long run, Move move, boolean urgent) {
        var row = new MovementRow();
        row.run = run;
        row.group = move.group().number();
        row.joining = move.joining() == null ? null : move.joining().text();
        row.leaving = move.leaving() == null ? null : move.leaving().text();
        row.urgent = urgent;
        row.bytes = move.bytes();
        row.persist();
    }

    /// Those that are not over, in the order in which to begin them.
    public static List<MovementRow> open() {
        return list("phase not in ?1 order by seq", List.of(Phase.DONE, Phase.CANCELLED));
    }

    /// The same, and until the transaction ends nobody takes one of them on.
    public static List<MovementRow> openAndLocked() {
        return MovementRow.<MovementRow>find("phase not in ?1 order by seq", List.of(Phase.DONE, Phase.CANCELLED))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /// In the order of [#openAndLocked], so that nobody waits for another who waits for them.
    static List<MovementRow> locked(Collection<Long> seqs) {
        return MovementRow.<MovementRow>find("seq in ?1 order by seq", seqs)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    public void become(Phase next, @Nullable String why) {
        phase = next;
        note = why;
        Instant now = Instant.now();
        if (begunAt == null && next.isUnderWay()) {
            begunAt = now;
        }
        if (next.isOver()) {
            endedAt = now;
        }
    }

    void progress(WorkProgress now) {
        images = now.images();
        imagesTotal = now.imagesTotal();
        bytesDone = now.bytes();
        bytes = Math.max(bytes, now.bytesTotal());
        note = now.state() == WorkProgress.State.WAITING ? "It waits in line on the node" : null;
    }

    long seq() {
        if (seq == null) {
            throw new IllegalStateException("A movement of group " + group + " was not written");
        }
        return seq;
    }

    public Movement movement() {
        return new Movement(
                seq(), new Group(group), Optional.ofNullable(joining).map(NodeName::new),
                Optional.ofNullable(leaving).map(NodeName::new), urgent, phase, Optional.ofNullable(note), images, imagesTotal,
                bytesDone, bytes);
    }
}
