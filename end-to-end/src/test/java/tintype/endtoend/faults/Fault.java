package tintype.endtoend.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What can go wrong with processes and the lines between them, or is done to them by an operator.
sealed interface Fault {

    /// A process that stands still, with all connections open, and goes on later as if nothing had been.
    record Stopped(String process, Duration time) implements Fault {}

    /// A node that hears everybody and is heard by nobody, or the other way round.
    record CutOff(Wire.Way way, Duration time) implements Fault {}

    /// A part that is not there: connections to it are refused.
    record Down(String part, Duration time) implements Fault {}

    /// PostgreSQL goes on from a copy that is this old; the operator then lets the catalogue be made again.
    record OldBackup(Duration age) implements Fault {}

    /// A process is killed at this very point of a write.
    record KilledAt(WritePoint point) implements Fault {}

    /// Nodes are drained, come back and get groups, one thing every few seconds.
    record Reconfigured(Duration time, boolean amidKills) implements Fault {}

    /// Whether a live image has to be readable all the while. With nobody to render, one that was never rendered cannot be
    /// shown; and what is moved while its node dies is more than one fault.
    default boolean sparesReads() {
        return switch (this) {
            case Stopped(String process, _) -> !process.equals("thumbnail-service");
            case Reconfigured(_, boolean amidKills) -> !amidKills;
            case CutOff _, Down _, OldBackup _, KilledAt _ -> true;
        };
    }

    /// Every kind of fault once, in an order that the seed draws.
    ///
    /// @param patience with nodes that do not answer; what stands still does so for longer
    static List<Fault> round(long seed, Duration patience) {
        Duration tooLong = patience.plusSeconds(5);
        var faults = new ArrayList<Fault>();
        Farm.PROCESSES.forEach(process -> faults.add(new Stopped(process, tooLong)));
        for (Wire.Way way : Wire.Way.values()) {
            faults.add(new CutOff(way, tooLong));
        }
        faults.add(new Down("kafka", Duration.ofSeconds(20)));
        faults.add(new Down("kafka", Duration.ofMinutes(2)));
        faults.add(new Down("postgres", Duration.ofSeconds(10)));
        faults.add(new Down("postgres", Duration.ofMinutes(1)));
        faults.add(new OldBackup(Duration.ofSeconds(20)));
        for (WritePoint point : WritePoint.values()) {
            faults.add(new KilledAt(point));
        }
        faults.add(new Reconfigured(Duration.ofSeconds(30), false));
        faults.add(new Reconfigured(Duration.ofSeconds(30), true));
        Collections.shuffle(faults, new Random(seed));
        return List.copyOf(faults);
    }
}
