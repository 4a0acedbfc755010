package tintype.metadata.rebalance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.Json;
import tintype.contract.Sha256;
import tintype.contract.groups.NodeName;
import tintype.contract.store.GroupDigest;
import tintype.contract.store.GroupEntry;
import tintype.contract.store.GroupOnNode;
import tintype.contract.store.GroupWork;
import tintype.contract.store.NodeStatus;
import tintype.contract.store.StoredImage;
import tintype.contract.store.WorkProgress;

/// A node for tests that speaks the protocol about groups. What it is told to do is done at once, or when it may.
public final class WorkingNode implements AutoCloseable {

    /// What it was told to do, in that order.
    public record Told(Group group, GroupWork work) {}

    private final NodeName name;
    private final UUID cluster;
    private final Map<Group, WorkProgress> works = new ConcurrentHashMap<>();
    private final Map<Group, Set<GroupEntry>> content = new ConcurrentHashMap<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<Group> stopped = new CopyOnWriteArrayList<>();
    private volatile boolean holdsWork;
    private volatile boolean full;
    private volatile boolean hangs;
    private volatile @Nullable HttpServer server;
    private volatile int port;

    public WorkingNode(String name, UUID cluster) {
        this.name = new NodeName(name);
        this.cluster = cluster;
        answer();
    }

    public NodeName name() {
        return name;
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    public List<Told> told() {
        return List.copyOf(told);
    }

    List<Group> stopped() {
        return List.copyOf(stopped);
    }

    /// What is told from now on is begun and goes on until [#goOn].
    void hold() {
        holdsWork = true;
    }

    void goOn() {
        holdsWork = false;
    }

    void diskIs(boolean isFull) {
        full = isFull;
    }

    /// As after a restart.
    void forgetWork() {
        works.clear();
    }

    public void has(Group group, GroupEntry entry) {
        content.computeIfAbsent(group, _ -> ConcurrentHashMap.newKeySet()).add(entry);
    }

    void fallSilent() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
        server = null;
    }

    /// As when its process is stopped: connections are taken, and nothing comes.
    void hang() {
        hangs = true;
    }

    void answer() {
        hangs = false;
        try {
            HttpServer started =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", this::handle);
            started.start();
            port = started.getAddress().getPort();
            server = started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (hangs) {
                LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
            }
            if (path.equals("/store")) {
                send(exchange, 200, new NodeStatus(name, cluster, 1, 1L << 39, 1L << 40, !full));
            } else if (path.equals("/store/groups")) {
                send(exchange, 200, content.entrySet().stream().map(WorkingNode::onNode).toList());
            } else if (path.endsWith("/work")) {
                work(exchange, Group.parse(path.split("/")[2]).orThrow());
            } else {
                listing(exchange, Group.parse(path.split("/")[2]).orThrow());
            }
        }
    }

    private static GroupOnNode onNode(Map.Entry<Group, Set<GroupEntry>> there) {
        long images = there.getValue().stream().filter(GroupEntry.Live.class::isInstance).count();
        return new GroupOnNode(there.getKey(), images, images * 1000, 0, 0);
    }

    private void work(HttpExchange exchange, Group group) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                GroupWork work =
                        Json.parse(exchange.getRequestBody().readAllBytes(), GroupWork.class).orThrow();
                told.add(new Told(group, work));
                works.put(group, progress(work, WorkProgress.State.RUNNING));
                send(exchange, 202, now(group));
            }
            case "DELETE" -> {
                stopped.add(group);
                WorkProgress last = works.remove(group);
                send(exchange, last == null ? 404 : 200, last == null ? "" : last);
            }
            default -> {
                WorkProgress now = now(group);
                send(exchange, now == null ? 404 : 200, now == null ? "" : now);
            }
        }
    }

    private @Nullable WorkProgress now(Group group) {
        return works.computeIfPresent(group, (_, known) -> {
            if (holdsWork || known.state() == WorkProgress.State.DONE) {
                return known;
            }
            if (known.work() instanceof GroupWork.Drop) {
                content.remove(group);
            }
            return progress(known.work(), WorkProgress.State.DONE);
        });
    }

    private static WorkProgress progress(GroupWork work, WorkProgress.State state) {
        boolean done = state == WorkProgress.State.DONE;
        return new WorkProgress(work, state, 1, 1, 10, 10, 10, done ? Sha256.of(new byte[0]) : null, null);
    }

    private void listing(HttpExchange exchange, Group group) throws IOException {
        var digest = new GroupDigest(group);
        var lines = new StringBuilder();
        content.getOrDefault(group, Set.of()).stream().sorted((one, other) -> id(one).compareTo(id(other))).forEach(entry -> {
            digest.add(entry);
            lines.append(new String(Json.print(entry), StandardCharsets.UTF_8)).append('\n');
        });
        lines.append(new String(Json.print(new GroupEntry.End(digest.totals())), StandardCharsets.UTF_8)).append('\n');
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String id(GroupEntry entry) {
        return switch (entry) {
            case GroupEntry.Live(StoredImage image) -> image.manifest().id().toString();
            case GroupEntry.Deleted(var id) -> id.toString();
            case GroupEntry.Damaged(var id) -> id.toString();
            case GroupEntry.End _ -> "";
        };
    }

    private static void send(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        byte[] json = Json.print(body == null ? "" : body);
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        fallSilent();
    }
}
