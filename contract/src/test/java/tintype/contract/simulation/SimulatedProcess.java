package tintype.contract.simulation;

import java.util.ArrayList;
import java.util.List;

/// Something that crashes, restarts, stops for a while and goes on. Everything that it does is an event of its own, which a
/// crash takes away and a pause holds back.
abstract class SimulatedProcess {

    final String name;
    final Schedule schedule;
    private final List<Runnable> held = new ArrayList<>();
    private int life;
    private boolean running = true;
    private boolean paused;

    SimulatedProcess(String name, Schedule schedule) {
        this.name = name;
        this.schedule = schedule;
    }

    /// Begins to do what it does by itself.
    abstract void start();

    /// What was in memory is gone.
    void forget() {}

    final boolean isAwake() {
        return running && !paused;
    }

    final boolean isRunning() {
        return running;
    }

    /// What a message does here: now, when the pause is over, or never.
    final void receive(Runnable act) {
        if (running && paused) {
            held.add(act);
        } else if (running) {
            act.run();
        }
    }

    /// The act, unless this process dies before.
    final Runnable ifStillAlive(Runnable act) {
        int mine = life;
        return () -> {
            if (mine == life) {
                receive(act);
            }
        };
    }

    final void later(long delay, Runnable act) {
        schedule.after(delay, ifStillAlive(act));
    }

    final void every(long least, long most, Runnable act) {
        later(schedule.between(least, most), () -> {
            act.run();
            every(least, most, act);
        });
    }

    final void crash() {
        if (running) {
            schedule.tell(() -> name + " crashes");
            running = false;
            paused = false;
            life++;
            held.clear();
            forget();
        }
    }

    final void restart() {
        if (!running) {
            schedule.tell(() -> name + " starts again");
            running = true;
            start();
        }
    }

    final void pause() {
        schedule.tell(() -> name + " stands still");
        paused = true;
    }

    final void resume() {
        if (paused) {
            schedule.tell(() -> name + " goes on");
            paused = false;
            List<Runnable> missed = new ArrayList<>(held);
            held.clear();
            missed.forEach(act -> later(schedule.between(0, 20), act));
        }
    }

    @Override
    public final String toString() {
        return name;
    }
}
