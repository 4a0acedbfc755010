package tintype.cluster.events;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/// A service does not start with a channel that may lose messages: several defaults of the connector do
/// (`acks=1`, for dead letters too; `auto.offset.reset=latest`; a `group.id` made up at each start; a consumer that
/// stops at the first failure).
@Startup
@ApplicationScoped
class SafeKafkaSettings {

    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\..+");
    private static final String KAFKA = "smallrye-kafka";

    private final Config config;

    SafeKafkaSettings(Config config) {
        this.config = config;
    }

    @PostConstruct
    void check() {
        List<String> unsafe = unsafe();
        if (!unsafe.isEmpty()) {
            throw new IllegalStateException("Unsafe Kafka settings: " + String.join("; ", unsafe));
        }
    }

    List<String> unsafe() {
        var found = new ArrayList<String>();
        for (String channel : channels("incoming")) {
            if (value(channel, "group.id").isEmpty()) {
                found.add(channel + ".group.id is not set");
            }
            require(found, channel, "auto.offset.reset", Set.of("earliest"));
            require(found, channel, "failure-strategy", Set.of("dead-letter-queue", "delayed-retry-topic"));
            require(found, channel, "dead-letter-queue.acks", Set.of("all", "-1"));
        }
        for (String channel : channels("outgoing")) {
            require(found, channel, "acks", Set.of("all", "-1"));
            require(found, channel, "enable.idempotence", Set.of("true"));
        }
        return found;
    }

    private void require(List<String> found, String channel, String setting, Set<String> safe) {
        String value = value(channel, setting);
        if (!safe.contains(value)) {
            found.add(channel + "." + setting + " is '" + value + "', not one of " + new TreeSet<>(safe));
        }
    }

    private Set<String> channels(String direction) {
        var channels = new TreeSet<String>();
        for (String name : config.getPropertyNames()) {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches() && channel.group(1).equals(direction)) {
                channels.add("mp.messaging." + direction + "." + channel.group(2));
            }
        }
        channels.removeIf(channel -> !value(channel, "connector").equals(KAFKA));
        return channels;
    }

    private String value(String channel, String setting) {
        return config.getOptionalValue(channel + "." + setting, String.class).orElse("");
    }
}
