package tintype.contract.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tintype.contract.Sha256;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;

/// Publishes the map, notices who is silent, and takes the group through its life. There may be two that know nothing of
/// each other; each acts on what it has read some time ago.
final class Controller extends SimulatedProcess {

    private static final Sha256 ANY_DIGEST = Sha256.of(new byte[0]);
    private static final long RECENTLY = 1_000;
    private static final Comparator<NodeName> BY_NAME = Comparator.comparing(NodeName::toString);

    private final World world;
    private final Map<NodeName, Long> lastHeard = new TreeMap<>(BY_NAME);
    private final SortedSet<NodeName> holding = new TreeSet<>(BY_NAME);
    private long published;
    private long publishedSince;

    Controller(String name, World world) {
        super(name, world.schedule);
        this.world = world;
    }

    @Override
    void start() {
        world.nodes.forEach(node -> lastHeard.put(node.node, schedule.now()));
        every(300, 600, this::listen);
        every(80, 500, this::look);
        every(100, 800, this::announceDeletions);
    }

    @Override
    void forget() {
        holding.clear();
        published = 0;
    }

    private void listen() {
        for (SimulatedNode node : world.nodes) {
            world.network.ask(this, node, node::holdsFiles, heard -> heard.ifPresent(holds -> {
                lastHeard.put(node.node, schedule.now());
                if (holds) {
                    holding.add(node.node);
                } else {
                    holding.remove(node.node);
                }
            }));
        }
    }

    private void announceDeletions() {
        world.network.ask(this, world.catalogue, world.catalogue::outbox, outbox -> outbox.ifPresent(photos -> photos.forEach(
                photo -> world.network.ask(
                        this,
                        world.log,
                        () -> world.log.append(new EventLog.Event.Deleted(photo)),
                        done -> done.ifPresent(_ -> world.network.ask(
                                this, world.catalogue, () -> world.catalogue.announced(photo), _ -> {}))))));
    }

    private void look() {
        world.network.ask(this, world.catalogue, world.catalogue::row, row -> row.ifPresent(this::publish));
    }

    /// Only what is on the topic is acted upon.
    private void publish(Catalogue.Row row) {
        if (!world.holds(Rule.STEPS_WAIT_FOR_THE_TOPIC)) {
            act(row.life());
        }
        int restores = world.catalogue.restores();
        world.network.ask(this, world.topic, world.topic::last, last -> last.ifPresent(there -> {
            if (there.version() >= row.version()) {
                actOnPublished(row);
            } else {
                world.network.ask(
                        this, world.topic, () -> world.topic.publish(row.map(), restores), done -> done.ifPresent(_ -> actOnPublished(row)));
            }
        }));
    }

    private void actOnPublished(Catalogue.Row row) {
        if (published != row.version()) {
            published = row.version();
            publishedSince = schedule.now();
        }
        if (world.holds(Rule.STEPS_WAIT_FOR_THE_TOPIC)) {
            act(row.life());
        }
    }

    private void act(GroupLife life) {
        Optional<NodeName> lost = lost(life);
        if (lost.isPresent()) {
            life.without(lost.get()).ifPresent(next -> step(life, next, Seen.NODE_TAKEN_OUT));
            return;
        }
        switch (life) {
            case GroupLife.Steady steady -> actOn(steady);
            case GroupLife.Filling filling -> {
                if (cancels()) {
                    step(filling, filling.cancel(), Seen.MOVEMENT_CANCELLED);
                } else {
                    drive(filling);
                }
            }
            case GroupLife.Switched switched -> {
                if (cancels()) {
                    step(switched, switched.cancel(), Seen.MOVEMENT_CANCELLED);
                } else {
                    settle(switched);
                }
            }
        }
    }

    private boolean cancels() {
        return !world.isHealed() && schedule.oneIn(40);
    }

    private void settle(GroupLife.Switched switched) {
        boolean waits = world.holds(Rule.OLD_NODES_STAY_FOR_A_GRACE);
        if (!waits || !world.holds(Rule.STEPS_WAIT_FOR_THE_TOPIC) || isKnown()) {
            Duration grace = waits ? Duration.ofMillis(Timing.GRACE) : Duration.ZERO;
            switched.afterGrace(now(), grace).ifPresent(next -> step(switched, next, Seen.GROUP_MOVED));
        }
    }

    /// Whether nobody acts by an older map than the one that was published last.
    private boolean isKnown() {
        return schedule.now() >= publishedSince + Timing.GRACE;
    }

    private Instant now() {
        return Instant.ofEpochMilli(schedule.now());
    }

    private void step(GroupLife decidedOn, GroupLife next, Seen what) {
        world.network.ask(this, world.catalogue, () -> world.catalogue.step(decidedOn.epoch(), next), done -> {
            if (done.orElse(false)) {
                world.saw(what);
                if (what == Seen.NODE_TAKEN_OUT) {
                    world.tookOut();
                }
            }
        });
    }

    private long silence(NodeName node) {
        return schedule.now() - lastHeard.getOrDefault(node, 0L);
    }

    private Optional<NodeName> lost(GroupLife life) {
        List<NodeName> silent = world.nodes.stream()
                .map(node -> node.node)
                .filter(node -> silence(node) > Timing.PATIENCE)
                .toList();
        if (silent.size() * 2 >= world.nodes.size()) {
            return Optional.empty(); // then it is us
        }
        return silent.stream()
                .filter(life.assignment()::isOn)
                .filter(node -> life.without(node).isPresent())
                .findFirst();
    }

    private void actOn(GroupLife.Steady steady) {
        List<NodeName> others = world.nodes.stream()
                .map(node -> node.node)
                .filter(node -> !steady.nodes().contains(node) && silence(node) < RECENTLY)
                .toList();
        if (isKnown() || !world.holds(Rule.OLD_NODES_STAY_FOR_A_GRACE)) {
            others.stream().filter(holding::contains).forEach(node -> tell(node, new NodeWork.Work.Drop(steady.epoch())));
        }
        int missing = world.copies() - steady.nodes().size();
        if (missing < 0 && isKnown()) {
            NodeName last = steady.nodes().getLast();
            steady.without(last).ifPresent(next -> step(steady, next, Seen.COPY_GIVEN_UP));
        } else if (missing > 0 && !others.isEmpty()) {
            step(steady, steady.fill(schedule.any(others), null), Seen.COPY_ADDED);
        } else if (missing == 0 && !others.isEmpty() && world.startsAMove()) {
            step(steady, steady.fill(schedule.any(others), schedule.any(steady.nodes())), Seen.MOVE_BEGUN);
        }
    }

    /// Pull, verify, switch.
    private void drive(GroupLife.Filling filling) {
        SimulatedNode joining = world.node(filling.joining());
        world.network.ask(this, joining, joining.work::progress, answer -> answer.ifPresent(progress -> {
            NodeWork.Progress here = progress.orElse(null);
            SimulatedNode source = world.node(schedule.any(filling.nodes()));
            if (here != null && here.state() == NodeWork.State.FAILED && schedule.oneIn(4)) {
                step(filling, filling.cancel(), Seen.MOVEMENT_CANCELLED); // and all begins anew, at a later epoch
                return;
            }
            if (here == null || here.work().epoch() != filling.epoch() || here.state() == NodeWork.State.FAILED) {
                tell(joining.node, new NodeWork.Work.Pull(source, filling.epoch()));
            } else if (here.state() == NodeWork.State.DONE) {
                goOn(filling, source, here.work());
            }
        }));
    }

    private void goOn(GroupLife.Filling filling, SimulatedNode source, NodeWork.Work done) {
        boolean enough = switch (done) {
            case NodeWork.Work.Pull _ -> !world.holds(Rule.VERIFIED_BEFORE_SWITCHED);
            case NodeWork.Work.Verify _ -> true;
            case NodeWork.Work.Drop _ -> false;
        };
        if (enough) {
            var proof = new GroupLife.Verified(World.GROUP, filling.epoch(), filling.joining(), ANY_DIGEST);
            step(filling, filling.verified(proof, now()), Seen.COPY_VERIFIED);
        } else {
            tell(filling.joining(), new NodeWork.Work.Verify(source, filling.epoch()));
        }
    }

    /// What is under way there for another epoch makes way.
    private void tell(NodeName name, NodeWork.Work work) {
        SimulatedNode node = world.node(name);
        world.network.ask(this, node, () -> node.work.begin(work), begun -> {
            if (!begun.orElse(true)) {
                world.network.ask(this, node, node.work::progress, answer -> {
                    NodeWork.@Nullable Progress other = answer.flatMap(progress -> progress).orElse(null);
                    if (other != null && other.work().epoch() < work.epoch()) {
                        world.network.ask(this, node, node.work::stop, _ -> {});
                    }
                });
            }
        });
    }
}
