package tintype.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.local.Tintype;

/// The commands against a metadata-service that answers what it is told to.
class OperateTest {

    private static final int METADATA_OFFSET = 3;

    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(asked + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean member = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answers.getOrDefault(asked, "{\"detail\":\"No such thing.\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(member && answers.containsKey(asked) ? 200 : 409, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/port"), "" + (service.getAddress().getPort() - METADATA_OFFSET));
        Files.writeString(data.resolve("token"), "secret\n");
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void listsNodesAsATable() {
        answers.put("GET /nodes", """
                [{"name":"node-1","url":"http://10.0.0.1:8091","zone":"a","state":"joined","answers":true,"groups":256,
                  "images":12345,"bytes":2500000000,"freeBytes":1000},
                 {"name":"node-2","url":"http://10.0.0.2:8091","state":"dead","answers":false,"trouble":"refused",
                  "groups":0,"images":0,"bytes":0}]""");

        assertThat(run("nodes")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("""
                NODE    STATE   ZONE  GROUPS  IMAGES  BYTES   FREE    ADDRESS
                node-1  joined  a        256   12345  2.5 GB  1.0 KB  http://10.0.0.1:8091
                node-2  dead               0       0     0 B          http://10.0.0.2:8091  silent: refused

                """);
    }

    @Test
    void addsANodeWithItsZone() {
        answers.put("POST /nodes", "{\"name\":\"node-3\"}");

        assertThat(run("nodes", "add", "http://10.0.0.3:8091", "--zone", "b")).isZero();
        assertThat(requests.getFirst()).contains("\"url\":\"http://10.0.0.3:8091\"", "\"zone\":\"b\"");
        assertThat(out.toString()).startsWith("node-3 has joined");
    }

    @Test
    void letsOneNodeTakeTheGroupsOfAnother() {
        answers.put("POST /nodes/node-1/replace", "{\"why\":\"node-2 for node-1\",\"moves\":9,\"bytes\":0,\"stuck\":[]}");

        assertThat(run("nodes", "replace", "node-1", "node-2")).isZero();
        assertThat(requests).containsExactly("POST /nodes/node-1/replace {\"by\":\"node-2\"}");
    }

    @Test
    void explainsASubcommand() {
        assertThat(run("nodes", "drain", "--help")).isZero();
        assertThat(out.toString()).contains("Moves all groups away from a node.");
    }

    @Test
    void setsReplicas() {
        answers.put("PUT /replicas", "{\"why\":\"Every group on 2 nodes\",\"moves\":256,\"bytes\":0,\"stuck\":[]}");

        assertThat(run("replicas", "2")).isZero();
        assertThat(requests).containsExactly("PUT /replicas {\"count\":2}");
        assertThat(out.toString()).startsWith("Every group on 2 nodes: 256 movements");
    }

    @Test
    void showsThePlanOfARebalance() {
        answers.put("POST /rebalance?dryRun=true", """
                {"moves":[{"group":"000","joining":"node-2","leaving":"node-1","bytes":1500},
                          {"group":"001","joining":"node-2","leaving":"node-1","bytes":1500},
                          {"group":"002","joining":"node-3","bytes":1}],"bytes":3001,"seconds":90,"stuck":[]}""");

        assertThat(run("rebalance", "--dry-run")).isZero();
        assertThat(out.toString())
                .contains("node-1 -> node-2       2  3.0 KB", "3 movements of 3.0 KB, at least 1 min 30 s");
    }

    @Test
    void followsARebalanceToItsEnd() {
        answers.put("POST /rebalance", "{\"why\":\"Spread evenly\",\"moves\":2,\"bytes\":0,\"stuck\":[]}");
        answers.put("GET /rebalance", """
                {"why":"Spread evenly","state":"done","moves":2,"movesDone":2,
                 "stuck":[{"group":"007","reason":"No room"}]}""");

        assertThat(run("rebalance")).isZero();
        assertThat(out.toString()).contains("done, 2 of 2 movements");
        assertThat(err.toString()).contains("group 007: No room");
    }

    @Test
    void saysOnceWhatKeepsManyGroups() {
        answers.put("POST /nodes/node-1/drain", """
                {"why":"node-1 is to be empty","moves":0,"bytes":0,"stuck":[{"group":"000","reason":"No other node"},
                 {"group":"001","reason":"No other node"},{"group":"002","reason":"No room"}]}""");

        assertThat(run("nodes", "drain", "node-1")).isZero();
        assertThat(err.toString()).isEqualToIgnoringNewLines("""
                tintype: 2 groups (000, 001): No other node
                tintype: group 002: No room
                """);
    }

    @Test
    void endsWithOneWhenACheckFindsSomething() {
        answers.put("POST /fsck?repair=true", "{}");
        answers.put("GET /fsck", """
                {"state":"done","groups":1,"groupsTotal":1,"images":9,"findings":[{"kind":"missing-on-node",
                 "group":"003","node":"node-1","images":4,"examples":["a","b"],"outcome":"Repaired"}]}""");

        assertThat(run("fsck", "--repair")).isEqualTo(1);
        assertThat(out.toString()).contains("missing-on-node", "Repaired", "9 images in 1 groups, 1 findings: done");
    }

    @Test
    void showsGroupsAndTheirMovements() {
        answers.put("GET /groups/overview", """
                [{"group":"000","state":"writable","nodes":["node-1"],"images":1,"bytes":10,"epoch":2,
                  "movement":{"joining":"node-2","leaving":"node-1","phase":"pulling","bytes":5,"bytesTotal":10}}]""");

        assertThat(run("groups")).isZero();
        assertThat(out.toString()).contains("node-1 -> node-2, pulling 5 B of 10 B");
    }

    @Test
    void saysInOneLineWhatTheServiceRefuses() {
        assertThat(run("nodes", "remove", "node-1")).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("tintype: No such thing.");
    }

    @Test
    void saysThatNoSuiteRuns() throws IOException {
        Files.delete(data.resolve("run/port"));

        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString()).startsWith("tintype: No suite was started on");
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new);
        return Tintype.run(new PrintStream(out), new PrintStream(err), all);
    }
}
