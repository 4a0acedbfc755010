package tintype.contract.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries messages late, twice, out of order, or not at all. Who calls hears one answer, or nothing within
/// his patience; what he sent may arrive long after that.
final class Network {

    interface Handler<T> {
        /// May answer later, or never.
        void handle(Consumer<T> answer);
    }

    private record Link(SimulatedProcess from, SimulatedProcess to) {}

    private final Schedule schedule;
    /// Until when nothing passes. Looked up only, since its order is not that of a seed.
    private final Map<Link, Long> cuts = new HashMap<>();
    private boolean calm;

    Network(Schedule schedule) {
        this.schedule = schedule;
    }

    void cut(SimulatedProcess from, SimulatedProcess to, long millis) {
        schedule.tell(() -> "nothing passes from " + from + " to " + to + " for " + millis);
        cuts.put(new Link(from, to), schedule.now() + millis);
    }

    /// From now on all arrives, soon and once.
    void heal() {
        calm = true;
        mend();
    }

    void mend() {
        cuts.clear();
    }

    <T> void ask(SimulatedProcess from, SimulatedProcess to, Supplier<T> question, Consumer<Optional<T>> then) {
        this.<T>call(from, to, answer -> answer.accept(question.get()), then);
    }

    <T> void call(SimulatedProcess from, SimulatedProcess to, Handler<T> handler, Consumer<Optional<T>> then) {
        call(from, to, Timing.CALL, handler, then);
    }

    <T> void call(
            SimulatedProcess from, SimulatedProcess to, long patience, Handler<T> handler, Consumer<Optional<T>> then) {
        new Call<>(from, to, handler, then).send(patience);
    }

    private final class Call<T> {
        private final SimulatedProcess from;
        private final SimulatedProcess to;
        private final Handler<T> handler;
        private final Consumer<Optional<T>> then;
        private final Runnable end;
        private Optional<T> heard = Optional.empty();
        private boolean over;

        Call(SimulatedProcess from, SimulatedProcess to, Handler<T> handler, Consumer<Optional<T>> then) {
            this.from = from;
            this.to = to;
            this.handler = handler;
            this.then = then;
            this.end = from.ifStillAlive(this::end);
        }

        void send(long patience) {
            schedule.after(patience, end);
            deliver(from, to, () -> to.receive(this::arrive));
            if (!calm && schedule.oneIn(25)) {
                deliver(from, to, () -> to.receive(this::arrive));
            }
        }

        private void arrive() {
            handler.handle(answer -> deliver(to, from, () -> {
                if (heard.isEmpty()) {
                    heard = Optional.of(answer);
                }
                end.run();
            }));
        }

        private void end() {
            if (!over) {
                over = true;
                then.accept(heard);
            }
        }
    }

    private void deliver(SimulatedProcess from, SimulatedProcess to, Runnable act) {
        if (!calm && (schedule.oneIn(60) || cuts.getOrDefault(new Link(from, to), 0L) > schedule.now())) {
            return;
        }
        schedule.after(delay(), act);
    }

    private long delay() {
        if (calm || !schedule.oneIn(30)) {
            return schedule.between(1, 15);
        }
        return schedule.oneIn(3) ? schedule.between(400, 4_000) : schedule.between(20, 400);
    }
}
