package tintype.cluster.nodes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.NodeStatus;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;

/// A serving node for tests: speaks the node protocol on a directory, and fails when it is told to.
public final class FakeNode implements AutoCloseable {

    /// Answered to writes in place of storing.
    public record Trouble(int status, long epoch) {}

    private final NodeName name;
    private final Path directory;
    private final HttpServer server;
    private final Set<ImageKey> deleted = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = new Trouble(0, 0);
    private volatile CountDownLatch patience = new CountDownLatch(0);

    public FakeNode(String name, Path directory) {
        this.name = new NodeName(name);
        this.directory = directory;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the fake node " + name, e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public Node asNode() {
        return new Node(name, URI.create("http://localhost:" + server.getAddress().getPort()), null);
    }

    public void refuseWritesWith(int status, long epoch) {
        trouble = new Trouble(status, epoch);
    }

    /// Does not answer writes until it is told to behave.
    public void hang() {
        patience = new CountDownLatch(1);
    }

    public void behave() {
        trouble = new Trouble(0, 0);
        patience.countDown();
    }

    public void delete(ImageKey image) {
        deleted.add(image);
    }

    /// Method and path of each request so far.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public Path path(ImageName name) {
        return directory.resolve(name.path().substring(1));
    }

    /// The originals it has, by their paths below the directory.
    public List<Path> originals() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("original.")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            if (path.equals(NodeProtocol.STORE)) {
                send(exchange, 200, Json.print(status()));
            } else if (path.startsWith(NodeProtocol.STORE)) {
                store(exchange, path.substring(NodeProtocol.STORE.length() + 1).split("/"));
            } else {
                Path file = directory.resolve(path.substring(1));
                send(exchange, Files.exists(file) ? 200 : 404, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
            }
        }
    }

    private NodeStatus status() {
        return new NodeStatus(name, new UUID(0, 0), 1, 1L << 40, 1L << 41, true);
    }

    private void store(HttpExchange exchange, String[] parts) throws IOException {
        ImageKey image = new ImageKey(Group.parse(parts[0]).orThrow(), ImageId.parse(parts[1]).orThrow());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (deleted.contains(image)) {
            send(exchange, 410, new byte[0]);
        } else if (exchange.getRequestMethod().equals("GET")) {
            describe(exchange, image);
        } else if (hangs()) {
            return; // the writer has left
        } else if (trouble.status() != 0) {
            exchange.getResponseHeaders().set(NodeProtocol.EPOCH, Long.toString(trouble.epoch()));
            send(exchange, trouble.status(), new byte[0]);
        } else if (parts.length == 3) {
            storeVariants(exchange, image, body);
        } else if (!exchange.getRequestHeaders().getFirst(NodeProtocol.DIGEST).equals(Sha256.of(body).digestField())) {
            send(exchange, 422, new byte[0]);
        } else {
            storeOriginal(exchange, image, body);
        }
    }

    private boolean hangs() {
        boolean hung = patience.getCount() > 0;
        try {
            patience.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return hung;
    }

    private void describe(HttpExchange exchange, ImageKey image) throws IOException {
        Path home = directory.resolve(image.directory());
        if (!Files.exists(home)) {
            send(exchange, 404, new byte[0]);
            return;
        }
        Manifest manifest = Json.parse(Files.readAllBytes(home.resolve(Manifest.FILE_NAME)), Manifest.class).orThrow();
        List<StoredFile> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(home, file -> !file.endsWith(Manifest.FILE_NAME))) {
            for (Path file : found) {
                byte[] bytes = Files.readAllBytes(file);
                ImageFile parsed = ImageFile.parse(file.getFileName().toString()).orThrow();
                files.add(new StoredFile(parsed, Sha256.of(bytes), bytes.length));
            }
        }
        send(exchange, 200, Json.print(new StoredImage(manifest, files)));
    }

    private void storeOriginal(HttpExchange exchange, ImageKey image, byte[] body) throws IOException {
        byte[] json = Base64.getUrlDecoder().decode(exchange.getRequestHeaders().getFirst(NodeProtocol.MANIFEST));
        Manifest manifest = Json.parse(json, Manifest.class).orThrow();
        Path home = Files.createDirectories(directory.resolve(image.directory()));
        Files.write(home.resolve(Manifest.FILE_NAME), json);
        Files.write(path(manifest.original()), body);
        send(exchange, 201, new byte[0]);
    }

    private void storeVariants(HttpExchange exchange, ImageKey image, byte[] body) throws IOException {
        byte[] json = Base64.getUrlDecoder().decode(exchange.getRequestHeaders().getFirst(NodeProtocol.VARIANTS));
        int from = 0;
        for (StoredFile variant : Json.parse(json, StoredFile[].class).orThrow()) {
            Path file = path(image.name(variant.file()));
            byte[] bytes = Arrays.copyOfRange(body, from, from += (int) variant.bytes());
            if (!Sha256.of(bytes).equals(variant.sha256())) {
                send(exchange, 422, new byte[0]);
                return;
            }
            if (Files.exists(file.getParent()) && !Files.exists(file)) {
                Files.write(file, bytes);
            }
        }
        describe(exchange, image);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
