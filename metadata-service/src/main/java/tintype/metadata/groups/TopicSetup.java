package tintype.metadata.groups;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import tintype.contract.events.Topics;
import tintype.metadata.MetadataConfig;

/// Makes the topics that are missing, on the broker's default replication. Topics that are there are left as they are,
/// but the map's must be compacted: it would forget the map.
@ApplicationScoped
class TopicSetup {

    private static final Logger LOG = Logger.getLogger(TopicSetup.class);
    private static final int PARTITIONS = 8;

    private final Map<String, Object> settings;
    private final String retention;
    private boolean done;

    TopicSetup(@ConfigProperty(name = "kafka.bootstrap.servers") String kafka, MetadataConfig config) {
        this.settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        this.retention = Long.toString(config.retention().toMillis());
    }

    /// False while the broker cannot be asked.
    synchronized boolean areThere() {
        if (done) {
            return true;
        }
        try (Admin admin = Admin.create(settings)) {
            create(admin);
            requireCompaction(admin);
            done = true;
        } catch (ExecutionException | KafkaException e) {
            LOG.warnf("Cannot set up the topics, trying again: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return done;
    }

    /// In one request, for a cluster's first start is waiting for it.
    private void create(Admin admin) throws ExecutionException, InterruptedException {
        for (var made : admin.createTopics(topics()).values().entrySet()) {
            try {
                made.getValue().get();
                LOG.infof("Made the topic %s", made.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private List<NewTopic> topics() {
        var topics = new ArrayList<NewTopic>();
        topics.add(new NewTopic(Topics.GROUPS, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        topics.add(images(Topics.IMAGES));
        topics.add(images(Topics.IMAGES_DEAD));
        Topics.IMAGES_RETRY.forEach(retry -> topics.add(images(retry)));
        return topics;
    }

    private NewTopic images(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, retention));
    }

    private static void requireCompaction(Admin admin) throws ExecutionException, InterruptedException {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.GROUPS);
        String policy = admin.describeConfigs(List.of(topic))
                .all()
                .get()
                .get(topic)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            LOG.fatalf("The topic %s has cleanup.policy=%s and would forget the map; it has to be compact", Topics.GROUPS, policy);
            Quarkus.asyncExit(1);
        }
    }
}
