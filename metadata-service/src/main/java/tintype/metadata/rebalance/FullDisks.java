package tintype.metadata.rebalance;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import tintype.contract.groups.GroupLife;
import tintype.contract.groups.NodeName;
import tintype.contract.store.NodeStatus;
import tintype.metadata.groups.Lives;
import tintype.metadata.nodes.Heartbeats;

/// Groups on a node whose disk is full take no uploads until it has room again. They are served, and deleted from, as
/// ever.
@ApplicationScoped
class FullDisks {

    private final Lives lives;
    private final Heartbeats heartbeats;

    FullDisks(Lives lives, Heartbeats heartbeats) {
        this.lives = lives;
        this.heartbeats = heartbeats;
    }

    void settle() {
        List<Lives.Step> steps = new ArrayList<>();
        for (GroupLife life : lives.all()) {
            if (life instanceof GroupLife.Steady steady && steady.nodes().stream().allMatch(heartbeats::answers)) {
                boolean room = steady.nodes().stream().allMatch(this::hasRoom);
                if (room != steady.accepting()) {
                    steps.add(new Lives.Step(steady, steady.accepting(room)));
                }
            }
        }
        lives.take(steps, "full disks");
    }

    private boolean hasRoom(NodeName node) {
        return heartbeats.pulse(node).status().map(NodeStatus::acceptsUploads).orElse(true);
    }
}
