package tintype.metadata;

import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.contract.ImageId;
import tintype.contract.events.Topics;

/// Until when the catalogue has heard of everything: while it is behind, an image that it does not know may well exist.
@ApplicationScoped
class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);
    /// From the making of an id to its event: the time that its upload takes.
    private static final Duration UPLOAD = Duration.ofMinutes(1);
    /// Offsets are committed every few seconds; who is not further behind has caught up.
    private static final Duration USUAL = Duration.ofSeconds(15);

    /// All that was to be read at a time.
    private record Mark(Instant at, Map<TopicPartition, Long> ends) {}

    private final Clock clock;
    private final Admin admin;
    private final String consumers;
    private volatile Instant heardUntil;
    private Mark mark;

    @Inject
    Backlog(
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
            @ConfigProperty(name = "mp.messaging.incoming.images.group.id") String consumers) {
        this(
                Clock.systemUTC(),
                Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000)),
                consumers);
    }

    Backlog(Clock clock, Admin admin, String consumers) {
        this.clock = clock;
        this.admin = admin;
        this.consumers = consumers;
        this.heardUntil = clock.instant();
        this.mark = new Mark(heardUntil, Map.of());
    }

    /// Whether the events of an image of this id could be among those that were not read yet.
    boolean mayHold(ImageId id) {
        Instant until = heardUntil;
        return until.isBefore(clock.instant().minus(USUAL)) && id.createdAt().isAfter(until.minus(UPLOAD));
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            look(ends(), read());
        } catch (ExecutionException | KafkaException e) {
            LOG.debugf("Cannot tell how far the catalogue is: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> read) {
        boolean reached = mark.ends().entrySet().stream()
                .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
        if (reached) {
            heardUntil = mark.at();
            mark = new Mark(clock.instant(), ends);
        }
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        var partitions = admin.describeTopics(List.of(Topics.IMAGES))
                .allTopicNames()
                .get()
                .get(Topics.IMAGES)
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(Topics.IMAGES, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private Map<TopicPartition, Long> read() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(consumers).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, read -> read.getValue().offset()));
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
