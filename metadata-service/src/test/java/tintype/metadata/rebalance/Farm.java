package tintype.metadata.rebalance;

import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.metadata.groups.Lives;
import tintype.metadata.groups.MapSource;
import tintype.metadata.nodes.Heartbeats;
import tintype.metadata.nodes.NodeState;
import tintype.metadata.nodes.Nodes;

/// Nodes for tests, on which the groups are dealt out anew.
@ApplicationScoped
public class Farm {

    private final Nodes nodes;
    private final Lives lives;
    private final MapSource source;
    private final Heartbeats heartbeats;
    private final EntityManager database;

    Farm(Nodes nodes, Lives lives, MapSource source, Heartbeats heartbeats, EntityManager database) {
        this.nodes = nodes;
        this.lives = lives;
        this.source = source;
        this.heartbeats = heartbeats;
        this.database = database;
    }

    public UUID cluster() {
        return source.newest().orElseThrow().cluster();
    }

    /// @param owners of the groups, in turn; the others join as owners of nothing
    public void isOn(List<WorkingNode> owners, WorkingNode... others) {
        isOn(1, owners, others);
    }

    /// @param replicas of each group: the owner whose turn it is, and those after it
    public void isOn(int replicas, List<WorkingNode> owners, WorkingNode... others) {
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("update rebalance set state = 'RUNNING', run_no = run_no + 1").executeUpdate();
            database.createNativeQuery("delete from movement").executeUpdate();
            database.createNativeQuery("update cluster set replicas = " + replicas).executeUpdate();
            nodes.all().forEach(node -> nodes.put(node.name(), NodeState.REMOVED, null));
            Stream.concat(owners.stream(), Stream.of(others))
                    .forEach(node -> nodes.join(new Node(node.name(), node.url(), null)));
            List<Lives.Step> steps = lives.all().stream()
                    .map(life -> new Lives.Step(life, dealtOut(life, replicas, owners)))
                    .toList();
            lives.take(steps, "test");
            source.publish("test");
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> Stream.concat(owners.stream(), Stream.of(others))
                .allMatch(node -> heartbeats.answers(node.name())));
    }

    private static GroupLife dealtOut(GroupLife life, int replicas, List<WorkingNode> owners) {
        List<NodeName> home = IntStream.range(life.group().number(), life.group().number() + replicas)
                .mapToObj(turn -> owners.get(turn % owners.size()).name())
                .toList();
        return new GroupLife.Steady(life.group(), life.epoch() + 1, home, true);
    }

    List<GroupLife> on(WorkingNode node) {
        return lives.all().stream().filter(life -> life.assignment().isOn(node.name())).toList();
    }

    /// Whether every group is at rest on this many nodes.
    boolean rests(int replicas) {
        return lives.all().stream()
                .allMatch(life -> life instanceof GroupLife.Steady && life.nodes().size() == replicas);
    }
}
