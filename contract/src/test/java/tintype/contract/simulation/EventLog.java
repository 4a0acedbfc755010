package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The topic with events: what was appended stays for [Timing#RETENTION], in this order.
final class EventLog extends SimulatedProcess {

    sealed interface Event {
        record Stored(Photo photo) implements Event {}

        record Deleted(Photo photo) implements Event {}
    }

    /// @param committed by this reader; empty if it never did
    record Batch(Optional<Integer> committed, int start, List<Event> events) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Map<String, Integer> offsets = new TreeMap<>();
    private int start;

    EventLog(Schedule schedule) {
        super("log", schedule);
    }

    @Override
    void start() {}

    boolean append(Event event) {
        events.add(event);
        times.add(schedule.now());
        return true;
    }

    Batch read(String reader) {
        while (start < events.size() && times.get(start) < schedule.now() - Timing.RETENTION) {
            start++;
        }
        Optional<Integer> committed = Optional.ofNullable(offsets.get(reader));
        int from = Math.max(start, committed.orElse(start));
        return new Batch(committed, start, List.copyOf(events.subList(from, events.size())));
    }

    boolean commit(String reader, int offset) {
        offsets.merge(reader, offset, Math::max);
        return true;
    }

    boolean isReadBy(String reader) {
        return offsets.getOrDefault(reader, -1) == events.size();
    }
}
