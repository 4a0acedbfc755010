package tintype.metadata.groups;

import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.contract.events.Topics;
import tintype.contract.groups.GroupMap;
import tintype.metadata.Errand;

/// Puts the newest map on its topic: right after its commit, and every second what was left over while Kafka was away, or
/// was made by another instance.
@ApplicationScoped
class MapAnnouncer {

    private static final Logger LOG = Logger.getLogger(MapAnnouncer.class);
    private static final int DEADLINE = (int) Duration.ofSeconds(10).toMillis();
    /// While groups move, versions follow each other; the newest stands for all that came before it.
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final MapSource source;
    private final TopicSetup topics;
    private final Producer<String, byte[]> producer;
    private final Errand announcing = new Errand("announce the map", this::announce);
    private long announced;

    MapAnnouncer(
            MapSource source, TopicSetup topics, @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.source = source;
        this.topics = topics;
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, DEADLINE,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DEADLINE / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DEADLINE);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void atOnce(@Observes(during = TransactionPhase.AFTER_SUCCESS) MapSource.VersionCommitted version) {
        announcing.call();
    }

    @Scheduled(every = "1s")
    void leftovers() {
        announcing.call();
    }

    private void announce() {
        try {
            Optional<GroupMap> newest = source.newest();
            if (newest.map(GroupMap::version).orElse(0L) <= announced || !topics.areThere()) {
                return;
            }
            GroupMap map = newest.orElseThrow();
            producer.send(new ProducerRecord<>(Topics.GROUPS, Topics.GROUPS_KEY, map.print())).get();
            announced = map.version();
            LOG.infof("Announced version %d of the map", announced);
            Thread.sleep(BETWEEN);
        } catch (ExecutionException | KafkaException e) {
            LOG.warnf("Cannot announce the map, trying again: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() {
        announcing.close();
        producer.close(Duration.ofMillis(DEADLINE));
    }
}
