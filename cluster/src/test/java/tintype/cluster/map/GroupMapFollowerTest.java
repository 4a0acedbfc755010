package tintype.cluster.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.cluster.ClusterConfig;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

class GroupMapFollowerTest {

    private static final List<Node> NODES =
            List.of(new Node(new NodeName("node-1"), URI.create("http://localhost:1"), null));

    @TempDir
    Path data;

    private final List<GroupMap> announced = new ArrayList<>();

    @Test
    void knowsNoMapAtFirstStart() {
        assertThat(follower(256).current()).isEmpty();
    }

    @Test
    void startsFromTheMapOnItsDisk() {
        follower(256).accept(GroupMaps.version(7, NODES));

        assertThat(follower(256).current()).contains(GroupMaps.version(7, NODES));
    }

    @Test
    void ignoresAMapThatIsOlderThanItsOwn() {
        GroupMapFollower follower = follower(256);
        follower.accept(GroupMaps.version(7, NODES));
        follower.accept(GroupMaps.version(6, NODES));

        assertThat(follower.require().version()).isEqualTo(7);
        assertThat(announced).extracting(GroupMap::version).containsExactly(7L);
    }

    @Test
    void goesOnWithoutAMapWhenTheOneOnDiskIsDamaged() throws Exception {
        Files.writeString(data.resolve("group-map.json"), "{\"version\":");

        assertThat(follower(256).current()).isEmpty();
    }

    @Test
    void refusesToStartWithAnotherCountOfGroups() {
        follower(256).accept(GroupMaps.version(1, NODES));

        assertThatThrownBy(() -> follower(512)).hasMessageContaining("512").hasMessageContaining("256");
    }

    @Test
    void refusesTheMapOfAnotherCluster() {
        GroupMapFollower follower = follower(256);
        GroupMap ours = GroupMaps.version(1, NODES);
        follower.accept(ours);
        var theirs = new GroupMap(new UUID(1, 1), 2, 256, ours.presets(), ours.nodes(), ours.groups());

        assertThatThrownBy(() -> follower.accept(theirs)).isInstanceOf(GroupMapFollower.AnotherCluster.class);
    }

    @Test
    void wakesWhoWaitsForANewerMap() throws Exception {
        GroupMapFollower follower = follower(256);
        follower.accept(GroupMaps.version(1, NODES));
        CompletableFuture<GroupMap> newer = CompletableFuture.supplyAsync(() -> {
            try {
                return follower.awaitNewer(1, Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        follower.accept(GroupMaps.version(2, NODES));

        assertThat(newer.get(10, TimeUnit.SECONDS).version()).isEqualTo(2);
    }

    @Test
    void givesTheOldMapToWhoWaitedInVain() throws Exception {
        GroupMapFollower follower = follower(256);
        follower.accept(GroupMaps.version(1, NODES));

        assertThat(follower.awaitNewer(1, Duration.ofMillis(10)).version()).isEqualTo(1);
    }

    private GroupMapFollower follower(int groups) {
        return new GroupMapFollower(new FixedConfig(data, groups), new Listener(announced));
    }

    private record FixedConfig(Path data, int groups) implements ClusterConfig {
        @Override
        public String token() {
            return "a-token-that-is-long-enough";
        }

        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }
    }

    /// CDI's event, outside of a container.
    private record Listener(List<GroupMap> heard) implements Event<GroupMap> {
        @Override
        public void fire(GroupMap event) {
            heard.add(event);
        }

        @Override
        public <U extends GroupMap> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends GroupMap> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<GroupMap> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends GroupMap> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends GroupMap> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
