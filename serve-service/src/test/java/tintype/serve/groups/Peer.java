package tintype.serve.groups;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Json;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.contract.store.NodeProtocol;
import tintype.serve.NodeCluster;
import tintype.serve.disk.ImageStore;
import tintype.serve.disk.Served;

/// Another node of the cluster: a store of its own, and what members ask of it about groups and files.
public final class Peer implements AutoCloseable {

    private final NodeName name;
    private final HttpServer server;
    private final List<String> copies = new CopyOnWriteArrayList<>();
    private final AtomicInteger copiesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean cutsListings;

    public final ImageStore store;
    private final GroupContents contents;

    Peer(String name, Path data) throws IOException {
        this.name = new NodeName(name);
        this.store = new ImageStore(data);
        this.contents = new GroupContents(store);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(NodeProtocol.STORE, this::handle);
        server.start();
    }

    Node asNode() {
        return new Node(name, URI.create("http://localhost:" + server.getAddress().getPort()), null);
    }

    public GroupContents contents() {
        return contents;
    }

    public Path path(ImageKey image, ImageFile file) {
        return store.data().file(image.name(file));
    }

    /// The files that it gave away, in order.
    public List<String> copies() {
        return List.copyOf(copies);
    }

    /// After so many files it fails, until it is told otherwise.
    public void givesOnly(int files) {
        copies.clear();
        copiesLeft.set(files);
    }

    public void cutsListings(boolean cuts) {
        cutsListings = cuts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] parts = exchange.getRequestURI().getPath().split("/");
            Group group = Group.parse(parts[2]).orThrow();
            if (!("Bearer " + NodeCluster.TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, new byte[0]);
            } else if (parts.length == 3) {
                send(exchange, 200, listing(group));
            } else if (parts[3].equals("totals")) {
                send(exchange, 200, Json.print(contents.totals(group)));
            } else {
                image(exchange, parts, new ImageKey(group, ImageId.parse(parts[3]).orThrow()));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private byte[] listing(Group group) throws IOException {
        var lines = new ByteArrayOutputStream();
        FileListing.asKnown(contents, group).write(lines);
        byte[] all = lines.toByteArray();
        return cutsListings ? Arrays.copyOf(all, all.length / 2) : all;
    }

    private void image(HttpExchange exchange, String[] parts, ImageKey image) throws IOException {
        if (store.isDeleted(image)) {
            send(exchange, 410, new byte[0]);
        } else if (parts.length == 4) {
            byte[] found = store.describe(image).map(Json::print).orElse(new byte[0]);
            send(exchange, found.length == 0 ? 404 : 200, found);
        } else if (store.find(image.name(ImageFile.parse(parts[4]).orThrow())) instanceof Served.File file) {
            copy(exchange, file);
        } else {
            send(exchange, 404, new byte[0]);
        }
    }

    private void copy(HttpExchange exchange, Served.File file) throws IOException {
        if (copiesLeft.getAndDecrement() <= 0) {
            send(exchange, 503, new byte[0]);
            return;
        }
        copies.add(file.path().getParent().getFileName() + "/" + file.path().getFileName());
        Sha256 sum = file.sha256();
        exchange.getResponseHeaders().set(NodeProtocol.DIGEST, sum.digestField());
        send(exchange, 200, Files.readAllBytes(file.path()));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        store.close();
    }
}
