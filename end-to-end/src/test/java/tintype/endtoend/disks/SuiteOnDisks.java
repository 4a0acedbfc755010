package tintype.endtoend.disks;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import tintype.endtoend.power.Disk;
import tintype.endtoend.suite.Operator;
import tintype.endtoend.suite.Suite;

/// A suite of two nodes, each on a small disk of its own, that look at their files all the time.
final class SuiteOnDisks implements AutoCloseable {

    static final int NODES = 2;
    private static final Map<String, String> SETTINGS = Map.of(
            "TINTYPE_NODE_KEEP_FREE", "1M",
            "TINTYPE_NODE_WATERMARK", "90",
            "TINTYPE_NODE_SCRUB_INTERVAL", "1S",
            // A variant that reached one node only is copied at the next comparison.
            "TINTYPE_NODE_COMPARE_INTERVAL", "10S",
            "TINTYPE_NODES_HEARTBEAT", "1S",
            "TINTYPE_NODES_INVENTORY", "1S",
            "TINTYPE_MOVES_CONCURRENT", "128",
            "TINTYPE_NODE_GROUP_WORKERS", "16");

    private final Suite suite;
    private final List<Disk> disks;
    private final Operator operator;

    private SuiteOnDisks(Suite suite, List<Disk> disks) {
        this.suite = suite;
        this.disks = disks;
        this.operator = new Operator(suite);
    }

    static SuiteOnDisks start(Path directory, int megabytes) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        // The launcher takes no directory with anything in it that does not say whose it is.
        Files.writeString(
                data.resolve("tintype.json"),
                """
                {"format": 1, "nodes": %d, "groups": 128, "kafka": "%s"}
                """.formatted(NODES, Uuid.randomUuid()));
        List<Disk> disks = new ArrayList<>();
        try {
            for (int node = 1; node <= NODES; node++) {
                Path root = Files.createDirectories(data.resolve("nodes").resolve("node-" + node));
                disks.add(Disk.make(directory.resolve("disk-" + node), root, megabytes));
            }
            return new SuiteOnDisks(Suite.start(Suite.freePort(), data, SETTINGS), disks);
        } catch (RuntimeException e) {
            disks.forEach(Disk::close);
            throw e;
        }
    }

    Suite suite() {
        return suite;
    }

    Operator operator() {
        return operator;
    }

    /// @param node from 1 on
    Disk disk(int node) {
        return disks.get(node - 1);
    }

    String url(int node) {
        return suite.nodeUrls().get(node - 1);
    }

    /// The sum over all nodes.
    long metric(String name) {
        return IntStream.rangeClosed(1, NODES).mapToLong(node -> metric(node, name)).sum();
    }

    long metric(int node, String name) {
        return given().get(url(node) + "/q/metrics").asString().lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// An image whose upload was acknowledged.
    ///
    /// @param paths original first
    record Image(String id, List<String> paths, byte[] photo) {

        String original() {
            return paths.getFirst();
        }

        String group() {
            return original().split("/")[2];
        }

        /// Its directory, below the root of a node's disk.
        Path home(Disk disk) {
            return disk.root().resolve("g").resolve(group()).resolve(id);
        }

        Path original(Disk disk) {
            return disk.root().resolve(original().substring(1));
        }
    }

    Image upload(byte[] photo) {
        JsonPath image = given().body(photo)
                .contentType("image/jpeg")
                .post(suite.url() + "/images")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        List<String> urls = Stream.concat(
                        Stream.of(image.getString("original.url")), image.<String>getList("variants.url").stream())
                .map(url -> URI.create(url).getPath())
                .toList();
        return new Image(image.getString("id"), urls, photo);
    }

    void delete(Image image) {
        given().delete(suite.url() + "/images/" + image.id()).then().statusCode(204);
    }

    /// All files below it.
    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    /// The last bit of the first byte, in its place.
    static void flipBit(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            int first = bytes.read();
            bytes.seek(0);
            bytes.write(first ^ 1);
        }
    }

    static boolean isEmpty(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    @Override
    public void close() {
        suite.close();
        disks.forEach(Disk::close);
    }
}
