package tintype.endtoend.power;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import tintype.contract.events.Topics;

/// Kafka as the launcher starts it, whose power is not cut.
final class Broker implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final short ONCE = 1;

    private final Program program;
    private final int port;

    private Broker(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /// @param port this one and the next are taken
    static Broker start(int port, Path directory) throws ExecutionException, InterruptedException {
        List<String> arguments = List.of(
                "-cp", Program.home("deploy/local/target/tintype-local.jar").toString(), "tintype.local.run.KafkaBroker",
                Integer.toString(port), Integer.toString(port + 1), directory.resolve("kafka").toString(),
                Uuid.randomUuid().toString());
        Program program = Program.start("Kafka", arguments, Map.of(), directory.resolve("kafka.log"));
        var broker = new Broker(program.awaitReady(() -> listens(port)), port);
        broker.makeTopics();
        return broker;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void makeTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.IMAGES, PARTITIONS, ONCE),
                            new NewTopic(Topics.IMAGES_DEAD, 1, ONCE),
                            new NewTopic(Topics.GROUPS, 1, ONCE)))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
