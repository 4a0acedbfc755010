package tintype.metadata.balancer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import tintype.contract.groups.GroupMap;
import tintype.frontdoor.ScriptedCluster;

/// Real load balancers follow the map by the scripts of `deploy`, and clients see nothing of it.
@DisabledIfSystemProperty(named = "tintype.test.containers", matches = "true", disabledReason = "Needs no database")
class FollowingTest {

    private static final String FILE = "/g/007/01m831qexxeyj80sy3v8ab5jre/original.jpg";
    private static final String NGINX = "deploy/nginx/update.sh";
    private static final String HAPROXY = "deploy/haproxy/update.sh";

    private final Map<String, String> offered = new ConcurrentHashMap<>();
    private HttpServer metadataService;

    @BeforeEach
    void offer() throws IOException {
        ScriptedCluster.start();
        ScriptedCluster.haveAllFiles();
        offer(movedTo("node-1"));
        metadataService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        metadataService.createContext("/groups/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/groups/".length());
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] file = offered.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders("Bearer a-token-that-is-long-enough".equals(token) ? 200 : 401, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        metadataService.start();
    }

    @AfterEach
    void stop() {
        metadataService.stop(0);
        ScriptedCluster.stop();
    }

    @Test
    void haproxyTakesAMoveWithoutAReload() throws Exception {
        try (var balancer = haproxy()) {
            Set<Long> workers = balancer.workers();
            offer(movedTo("node-2"));

            try (var reader = new Reader()) {
                assertThat(update(balancer, HAPROXY, "false")).isZero();
                reader.awaits("node-2");
            }
            assertThat(balancer.workers()).isEqualTo(workers);
            assertThat(balancer.directory().resolve("tintype.map")).content().contains("007 last:node-2");
        }
    }

    @Test
    void haproxyIsReloadedWhenANodeCame() throws Exception {
        offered.replaceAll((_, file) -> file.replace("node-2", "node-9"));
        try (var balancer = haproxy()) {
            offer(movedTo("node-2"));

            try (var reader = new Reader()) {
                assertThat(update(balancer, HAPROXY, "kill -USR2 " + balancer.pid())).isZero();
                reader.awaits("node-2");
            }
        }
    }

    @Test
    void haproxyKeepsWhatItHasWhenTheNewIsRefused() throws Exception {
        try (var balancer = haproxy()) {
            String before = Files.readString(balancer.directory().resolve("tintype.cfg"));
            offered.put("haproxy.cfg", "nonsense");

            assertThat(update(balancer, HAPROXY, "false")).isEqualTo(1);
            assertThat(balancer.directory().resolve("tintype.cfg")).hasContent(before);
            assertThat(given().get(FILE).asString()).isEqualTo("node-1");
        }
    }

    @Test
    void nginxTakesAMoveByAReload() throws Exception {
        try (var balancer = nginx()) {
            offer(movedTo("node-2"));

            try (var reader = new Reader()) {
                assertThat(update(balancer, NGINX, "kill -HUP " + balancer.pid())).isZero();
                reader.awaits("node-2");
            }
        }
    }

    @Test
    void nginxKeepsWhatItHasWhenTheNewIsRefused() throws Exception {
        try (var balancer = nginx()) {
            String before = Files.readString(balancer.directory().resolve("tintype.conf"));
            offered.put("nginx.conf", "nonsense");

            assertThat(update(balancer, NGINX, "false")).isEqualTo(1);
            assertThat(balancer.directory().resolve("tintype.conf")).hasContent(before);
            assertThat(given().get(FILE).asString()).isEqualTo("node-1");
        }
    }

    private BalancerProcess haproxy() throws IOException {
        return BalancerProcess.haproxy(offered.get("haproxy.cfg"), offered.get("haproxy.map"));
    }

    private BalancerProcess nginx() throws IOException {
        return BalancerProcess.nginx(offered.get("nginx.conf"));
    }

    private int update(BalancerProcess balancer, String script, String reload) throws Exception {
        return balancer.update(
                script, URI.create("http://127.0.0.1:" + metadataService.getAddress().getPort()), reload);
    }

    private void offer(GroupMap map) {
        FrontDoor door = Doors.of(map);
        offered.put("nginx.conf", Doors.TEMPLATES.nginx(door));
        offered.put("haproxy.cfg", Doors.TEMPLATES.haproxy(door));
        offered.put("haproxy.map", Doors.TEMPLATES.haproxyMap(door));
    }

    private static GroupMap movedTo(String node) {
        List<List<String>> readers = new ArrayList<>(ScriptedCluster.readers());
        while (readers.size() < 8) {
            readers.add(List.of("node-1"));
        }
        readers.set(7, List.of(node));
        return ScriptedCluster.map(node.equals("node-1") ? 1 : 2, readers);
    }

    /// A client that reads one file all the time, on a new connection each time, and may not see a single failure.
    private static final class Reader implements AutoCloseable {
        private final AtomicInteger reads = new AtomicInteger();
        private final List<String> failures = new ArrayList<>();
        private volatile String answer = "";
        private volatile boolean over;
        private final Thread thread = Thread.ofPlatform().start(this::read);

        private void read() {
            while (!over) {
                try {
                    var response = given().header("Connection", "close").get(FILE);
                    answer = response.asString();
                    if (response.statusCode() != 200) {
                        failures.add(response.statusLine());
                    }
                } catch (Exception e) {
                    failures.add(e.toString());
                }
                reads.incrementAndGet();
            }
        }

        void awaits(String node) {
            await().until(() -> answer.equals(node));
            int before = reads.get();
            await().until(() -> reads.get() > before + 20);
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
            assertThat(failures).isEmpty();
        }
    }
}
