package tintype.cluster.nodes;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tintype.contract.Sha256;

/// Writes the body of an answer to a file while it comes, no faster than its pace, and knows its sum at the end.
///
/// To wait here is to leave the rest with the sender: the client reads on only when this is done with a piece.
final class ArrivingFile implements BodySubscriber<Sha256> {

    private final BodySubscriber<Path> file;
    private final Pace pace;
    private final MessageDigest digest = Sha256.digest();
    private Flow.@Nullable Subscription subscription;
    private int due = Pace.FILE;

    ArrivingFile(Path target, Pace pace) {
        this.file = BodySubscribers.ofFile(target);
        this.pace = pace;
    }

    @Override
    public CompletionStage<Sha256> getBody() {
        return file.getBody().thenApply(_ -> Sha256.of(digest));
    }

    @Override
    public void onSubscribe(Flow.Subscription incoming) {
        subscription = incoming;
        file.onSubscribe(incoming);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        try {
            for (ByteBuffer buffer : bytes) {
                pace.take(due + buffer.remaining());
                due = 0;
                digest.update(buffer.duplicate());
            }
            file.onNext(bytes);
        } catch (InterruptedException e) {
            if (subscription != null) {
                subscription.cancel();
            }
            file.onError(e);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onError(Throwable e) {
        file.onError(e);
    }

    @Override
    public void onComplete() {
        file.onComplete();
    }
}
