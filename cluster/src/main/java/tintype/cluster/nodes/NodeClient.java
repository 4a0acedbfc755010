package tintype.cluster.nodes;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Sha256;
import tintype.contract.groups.Node;
import tintype.contract.store.NodeProtocol;
import tintype.contract.store.NodeStatus;
import tintype.contract.store.StoredFile;
import tintype.contract.store.StoredImage;

/// Speaks the node protocol (`docs/reference/node-protocol.md`) about images; [GroupClient] speaks it about groups.
/// Blocks: call it on virtual threads.
@ApplicationScoped
public class NodeClient {

    private final NodeCalls calls;

    NodeClient(NodeCalls calls) {
        this.calls = calls;
    }

    /// Stores an original with its manifest. Done means: on the node's disk, to stay.
    public NodeAnswer<byte[]> store(Node node, Manifest manifest, long epoch, Path original) {
        return calls.send(
                calls.request(node, NodeProtocol.storePath(manifest.key()))
                        .header(NodeProtocol.EPOCH, Long.toString(epoch))
                        .header(NodeProtocol.DIGEST, manifest.sha256().digestField())
                        .header(NodeProtocol.MANIFEST, field(manifest))
                        .PUT(bytesOf(original)),
                BodyHandlers.ofByteArray());
    }

    /// Stores variants beside their original, all or none. Done tells what is there now: of each the first bytes stay.
    public NodeAnswer<StoredImage> store(Node node, ImageKey image, long epoch, List<NewVariant> variants) {
        List<StoredFile> files = variants.stream().map(NewVariant::file).toList();
        var bytes = BodyPublishers.ofByteArrays(variants.stream().map(NewVariant::bytes).toList());
        return NodeCalls.read(
                calls.send(
                        calls.request(node, NodeProtocol.variantsPath(image))
                                .header(NodeProtocol.EPOCH, Long.toString(epoch))
                                .header(NodeProtocol.VARIANTS, field(files))
                                .PUT(BodyPublishers.fromPublisher(
                                        bytes, files.stream().mapToLong(StoredFile::bytes).sum())),
                        BodyHandlers.ofByteArray()),
                StoredImage.class);
    }

    private static String field(Object value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.print(value));
    }

    /// Copies a file to `target`, whole or not at all when the answer is not done. The caller checks its digest.
    /// A variant that is not there yet is rendered for this.
    public NodeAnswer<Path> fetch(Node node, ImageName name, Path target) {
        return calls.send(calls.request(node, name.path()), whenFound(BodyHandlers.ofFile(target)));
    }

    /// Copies a file as it lies on the node's disk: nothing is rendered for this, and no other node is asked. Done
    /// means that its bytes have the sum under which the node keeps them, which is the answer. When it is not done,
    /// `target` may hold a part.
    ///
    /// @param silence how long nothing may come before it is given up
    public NodeAnswer<Sha256> copy(Node node, ImageName name, Path target, Pace pace, Duration silence) {
        return calls.download(calls.request(node, NodeProtocol.storePath(name)), target, pace, silence);
    }

    /// What the node has of an image.
    public NodeAnswer<StoredImage> image(Node node, ImageKey image) {
        return NodeCalls.read(
                calls.send(calls.request(node, NodeProtocol.storePath(image)), BodyHandlers.ofByteArray()),
                StoredImage.class);
    }

    /// Takes an image away from a node, into its quarantine.
    public NodeAnswer<byte[]> quarantine(Node node, ImageKey image) {
        return calls.send(
                calls.request(node, NodeProtocol.storePath(image) + NodeProtocol.QUARANTINE)
                        .POST(BodyPublishers.noBody()),
                BodyHandlers.ofByteArray());
    }

    public NodeAnswer<NodeStatus> status(Node node) {
        return NodeCalls.read(
                calls.send(calls.request(node, NodeProtocol.STORE), BodyHandlers.ofByteArray()), NodeStatus.class);
    }

    private static BodyPublisher bytesOf(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("Cannot send " + file, e);
        }
    }

    /// An answer that is no file must not become one.
    private static BodyHandler<Path> whenFound(BodyHandler<Path> file) {
        return head -> head.statusCode() == 200 ? file.apply(head) : BodySubscribers.replacing(Path.of(""));
    }
}
