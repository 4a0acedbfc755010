package tintype.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.plan.Member;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.plan.TestPorts;

class KafkaBrokerTest {

    private static final TopicPartition PHOTOS = new TopicPartition("photos", 0);

    @TempDir
    Path directory;

    private JvmServer server;
    private ProcessHandle broker;
    private String bootstrap;

    @BeforeEach
    void start() throws Exception {
        var ports = new Ports(TestPorts.base());
        var member = new Member(Part.KAFKA, "kafka", ports.of(Part.KAFKA), directory.resolve("kafka"));
        var program = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), KafkaBroker.class.getName()));
        program.addAll(KafkaBroker.arguments(
                member.port(), ports.ofKafkaController(), member.data(), Uuid.randomUuid().toString()));
        var command = JvmServer.command(member, List.of(), program);
        server = new JvmServer(member, command, Map.of(), directory.resolve("kafka.log"), _ -> true);
        bootstrap = "127.0.0.1:" + member.port();
        broker = server.start();
    }

    @AfterEach
    void stop() {
        server.stop(broker, Duration.ofSeconds(20));
    }

    @Test
    void keepsItsRecordsWhenItIsKilled() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(PHOTOS.topic(), 1, (short) 1))).all().get();
        }
        send("before");

        broker.destroyForcibly();
        broker.onExit().join();
        broker = server.start();

        send("after");
        assertThat(read(2)).containsExactly("before", "after");
    }

    private void send(String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PHOTOS.topic(), "key", value)).get();
        }
    }

    private List<String> read(int count) {
        var values = new ArrayList<String>();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PHOTOS));
            consumer.seekToBeginning(List.of(PHOTOS));
            for (int poll = 0; poll < 20 && values.size() < count; poll++) {
                for (ConsumerRecord<String, String> photo : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(photo.value());
                }
            }
        }
        return values;
    }
}
