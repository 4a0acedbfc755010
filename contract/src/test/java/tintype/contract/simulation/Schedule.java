package tintype.contract.simulation;

import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What happens when. One queue of events by virtual time, and all chance drawn from one seed: a seed is a schedule.
final class Schedule {

    private record Event(long at, long number, Runnable act) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom chance;
    private final @Nullable Consumer<String> trace;
    private long now;
    private long number;

    Schedule(long seed, @Nullable Consumer<String> trace) {
        this.chance = new SplittableRandom(seed);
        this.trace = trace;
    }

    long now() {
        return now;
    }

    void after(long delay, Runnable act) {
        events.add(new Event(now + delay, number++, act));
    }

    void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.remove();
            now = next.at();
            next.act().run();
        }
        now = end;
    }

    int below(int bound) {
        return chance.nextInt(bound);
    }

    long between(long least, long most) {
        return chance.nextLong(least, most + 1);
    }

    boolean oneIn(int many) {
        return below(many) == 0;
    }

    <T> T any(List<T> of) {
        return of.get(below(of.size()));
    }

    /// For whoever replays a seed; costs nothing otherwise.
    void tell(Supplier<String> what) {
        if (trace != null) {
            trace.accept("%6d  %s".formatted(now, what.get()));
        }
    }
}
