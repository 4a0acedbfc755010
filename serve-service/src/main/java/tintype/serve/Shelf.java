package tintype.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;

/// What has been found lately, by path: for small files their bytes, for large ones where they are.
///
/// Names never change their meaning, so an entry is right until its image is deleted.
@ApplicationScoped
class Shelf {

    /// @param bytes absent when the file is too large to be kept in memory
    record Item(ImageName name, Served.File file, String etag, Instant lastModified, @Nullable Buffer bytes) {
        private static final int OVERHEAD = 512;

        int weight() {
            return OVERHEAD + (bytes == null ? 0 : bytes.length());
        }
    }

    private final ImageStore store;
    private final long cachedFile;
    private final Cache<String, Item> items;

    Shelf(ImageStore store, NodeConfig config, MeterRegistry metrics) {
        this.store = store;
        this.cachedFile = config.cachedFile().asLongValue();
        this.items = Caffeine.newBuilder()
                .maximumWeight(config.cacheSize().asLongValue())
                .weigher((String path, Item item) -> item.weight())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, items, "tintype.node.shelf");
    }

    @Nullable Item get(String path) {
        return items.getIfPresent(path);
    }

    /// Reads the disk. The item is null when the file went away meanwhile.
    @Nullable Item put(ImageName name, Served.File file) throws IOException {
        Buffer bytes = null;
        if (file.bytes() <= cachedFile) {
            try {
                bytes = Buffer.buffer(Files.readAllBytes(file.path()));
            } catch (NoSuchFileException e) {
                return null;
            }
        }
        String etag = "\"" + file.sha256().hex().substring(0, 32) + "\"";
        Instant lastModified = name.image().id().createdAt().truncatedTo(ChronoUnit.SECONDS);
        var item = new Item(name, file, etag, lastModified, bytes);
        items.put(name.path(), item);
        if (store.isDeleted(name.image())) {
            // Deleted since it was found: the deletion may have looked here before the item was put.
            items.invalidate(name.path());
            return null;
        }
        return item;
    }

    void forget(ImageKey image) {
        items.asMap().values().removeIf(item -> item.name().image().equals(image));
    }
}
