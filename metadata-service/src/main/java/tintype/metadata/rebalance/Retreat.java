package tintype.metadata.rebalance;

import java.util.Optional;
import tintype.contract.GroupLife;
import tintype.contract.NodeName;

/// Steps back to what is known to be whole.
final class Retreat {

    private Retreat() {}

    /// Empty when nothing is being filled. What has been switched is whole, and goes on to its end.
    static Optional<GroupLife> fromFilling(GroupLife life) {
        return switch (life) {
            case GroupLife.Filling filling -> Optional.of(filling.cancel());
            case GroupLife.Steady _, GroupLife.Switched _ -> Optional.empty();
        };
    }

    /// The next step of a group on its way to live without a dead node; empty when there is none to take, or no other
    /// node that has all of it.
    static Optional<GroupLife> fromDead(GroupLife life, NodeName dead) {
        return switch (life) {
            case GroupLife.Steady steady ->
                steady.nodes().contains(dead) && steady.nodes().size() > 1
                        ? steady.without(dead).map(GroupLife.class::cast)
                        : Optional.empty();
            case GroupLife.Filling filling ->
                filling.joining().equals(dead) || filling.nodes().contains(dead) && filling.nodes().size() > 1
                        ? Optional.of(filling.cancel())
                        : Optional.empty();
            case GroupLife.Switched switched ->
                switched.joining().equals(dead) ? Optional.of(switched.cancel()) : Optional.empty();
        };
    }
}
