package tintype.contract.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// The long form: as many schedules as one likes. Prints what they came across, or the story of one that broke.
final class SimulationRun {

    private SimulationRun() {}

    /// @param args how many schedules, and the first seed
    static void main(String[] args) {
        long schedules = Long.parseLong(args[0]);
        long first = Long.parseLong(args[1]);
        Map<Seen, Long> seen = new TreeMap<>();
        var done = new AtomicLong();
        var broke = LongStream.range(first, first + schedules)
                .parallel()
                .mapToObj(seed -> Outcome.of(seed, null))
                .peek(_ -> count(done.incrementAndGet()))
                .filter(outcome -> switch (outcome) {
                    case Outcome.Kept kept -> {
                        add(seen, kept);
                        yield false;
                    }
                    case Outcome.Broke(long seed, Throwable why) -> {
                        System.err.println("seed " + seed + ": " + why);
                        yield true;
                    }
                })
                .map(Outcome.Broke.class::cast)
                .toList();
        System.out.printf("%d schedules from seed %d, %d broke a promise%n", schedules, first, broke.size());
        seen.forEach((what, times) -> System.out.printf("%12d  %s%n", times, what));
        if (!broke.isEmpty()) {
            System.out.println(broke.getFirst().story());
            System.exit(1);
        }
    }

    private static void count(long done) {
        if (done % 10_000 == 0) {
            System.err.println(done + " schedules");
        }
    }

    private static void add(Map<Seen, Long> seen, Outcome.Kept kept) {
        synchronized (seen) {
            kept.seen().forEach((what, times) -> seen.merge(what, times, Long::sum));
        }
    }
}
