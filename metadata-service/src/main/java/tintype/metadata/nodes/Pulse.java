package tintype.metadata.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.NodeStatus;

/// What a node said when it was asked last, and since when it says nothing.
///
/// @param trouble why it counts as silent; empty when it does not
/// @param groups  as of its last inventory
public record Pulse(
        Optional<NodeStatus> status, Optional<Instant> silentSince, String trouble, List<GroupOnNode> groups) {

    static final Pulse UNKNOWN = new Pulse(Optional.empty(), Optional.empty(), "It was not asked yet", List.of());

    public boolean answers() {
        return silentSince.isEmpty() && status.isPresent();
    }

    public Duration silence(Instant now) {
        return silentSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    Pulse heard(NodeStatus now) {
        return new Pulse(Optional.of(now), Optional.empty(), "", groups);
    }

    Pulse silent(Instant now, String why) {
        return new Pulse(status, Optional.of(silentSince.orElse(now)), why, groups);
    }

    /// We did not ask for a while, so its silence counts from now on.
    Pulse unattended(Instant now) {
        return new Pulse(status, silentSince.map(_ -> now), trouble, groups);
    }

    Pulse having(List<GroupOnNode> now) {
        return new Pulse(status, silentSince, trouble, List.copyOf(now));
    }
}
