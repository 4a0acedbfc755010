package tintype.cluster.map;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tintype.contract.Parsed;
import tintype.contract.events.Topics;
import tintype.contract.groups.GroupMap;

/// Reads the topic of the map from its beginning for as long as the process lives. Kafka may come and go.
///
/// A plain consumer, not a messaging channel: it belongs to no consumer group, commits nothing, and must neither stop
/// the service nor fail its health when Kafka is away.
@Startup
@ApplicationScoped
class GroupMapTopic {

    private static final Logger LOG = Logger.getLogger(GroupMapTopic.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.GROUPS, 0);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final GroupMapFollower follower;
    private final Map<String, Object> settings;
    private final Thread thread = Thread.ofPlatform().name("group-map").daemon().unstarted(this::follow);
    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<String, byte[]> polling;

    GroupMapTopic(GroupMapFollower follower, @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.follower = follower;
        this.settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                // A topic that is made just after this consumer should not stay unseen for long.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1_000);
    }

    @PostConstruct
    void start() {
        thread.start();
    }

    private void follow() {
        while (!stopped) {
            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                polling = consumer;
                consumer.assign(List.of(PARTITION));
                consumer.seekToBeginning(List.of(PARTITION));
                while (!stopped) {
                    consumer.poll(PAUSE).forEach(this::take);
                }
            } catch (GroupMapFollower.AnotherCluster e) {
                LOG.fatal(e.getMessage());
                Quarkus.asyncExit(1);
                return;
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever it is, a full disk for one: who gave up here would serve by an old map for ever.
                LOG.warnf(e, "Cannot follow %s, trying again", Topics.GROUPS);
                pause();
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> snapshot) {
        if (!Topics.GROUPS_KEY.equals(snapshot.key()) || snapshot.value() == null) {
            return;
        }
        switch (GroupMap.parse(snapshot.value())) {
            case Parsed.Ok<GroupMap>(GroupMap map) -> follower.accept(map);
            case Parsed.Refused<GroupMap>(String reason) ->
                LOG.errorf("%s has a snapshot at offset %d that is no map: %s", Topics.GROUPS, snapshot.offset(), reason);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
        KafkaConsumer<String, byte[]> consumer = polling;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
