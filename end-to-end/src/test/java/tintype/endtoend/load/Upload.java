package tintype.endtoend.load;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import tintype.contract.Sha256;

/// An image whose upload was acknowledged, and all that its user knows of it.
///
/// @param paths original first, then its variants
/// @param seen  sums of variants, as they were first read: a name never shows anything else later
public record Upload(
        String id, List<String> paths, Sha256 sha256, Map<String, Sha256> seen, AtomicReference<State> state) {

    public enum State {
        LIVE,
        /// The deletion was asked for; whether it happened is not known.
        IN_DOUBT,
        /// The deletion was acknowledged.
        DELETED
    }

    Upload(String id, List<String> paths, Sha256 sha256) {
        this(id, List.copyOf(paths), sha256, new ConcurrentHashMap<>(), new AtomicReference<>(State.LIVE));
    }

    String original() {
        return paths.getFirst();
    }

    /// Whether nobody who reads it has to wait until it is rendered.
    boolean isThere(String path) {
        return path.equals(original()) || seen.containsKey(path);
    }

    /// Whether these are the bytes that this path has to show, for ever.
    boolean accepts(String path, byte[] bytes) {
        Sha256 sum = Sha256.of(bytes);
        return path.equals(original()) ? sum.equals(sha256) : sum.equals(seen.computeIfAbsent(path, _ -> sum));
    }
}
