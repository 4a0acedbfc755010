package tintype.serve.disk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageKey;
import tintype.contract.ImageName;
import tintype.contract.Sha256;
import tintype.contract.groups.GroupMap;
import tintype.serve.NodeConfig;

/// What has been found lately, by path: for small files their bytes, for large ones where they are, and for both all
/// that an answer says about them.
///
/// Names never change their meaning, so an entry is right until its image is deleted or its group moves away.
@ApplicationScoped
public class Shelf {

    private record Field(CharSequence name, CharSequence value) {}

    /// @param bytes  absent when the file is too large to be kept in memory
    /// @param fields of the header of every answer about the file, 304 included
    public record Item(
            ImageName name,
            Served.File file,
            String etag,
            Instant lastModified,
            String lastModifiedField,
            CharSequence mediaType,
            List<Field> fields,
            @Nullable Buffer bytes) {

        private static final Field FOR_EVER = field("cache-control", "public, max-age=31536000, immutable");
        private static final Field RANGES = field("accept-ranges", "bytes");
        private static final Field NO_SNIFFING = field("x-content-type-options", "nosniff");
        /// The bytes of an original are a stranger's. Should anything take them for a document, it may do nothing.
        private static final Field HARMLESS = field("content-security-policy", "default-src 'none'; sandbox");
        /// What an entry costs in memory beside its bytes, roughly.
        private static final int OVERHEAD = 1_500;

        static Item of(ImageName name, Served.File file, @Nullable Buffer bytes) {
            Instant created = name.image().id().createdAt().truncatedTo(ChronoUnit.SECONDS);
            String lastModified = DateFormatter.format(Date.from(created));
            String etag = "\"" + file.sha256().hex().substring(0, 32) + "\"";
            var fields = new ArrayList<>(List.of(
                    FOR_EVER, RANGES, NO_SNIFFING, field("etag", etag), field("last-modified", lastModified)));
            fields.addAll(tags(name.image()));
            if (name.file() instanceof ImageFile.Original) {
                fields.add(HARMLESS);
            }
            CharSequence mediaType = HttpHeaders.createOptimized(name.file().format().mediaType());
            return new Item(name, file, etag, created, lastModified, mediaType, List.copyOf(fields), bytes);
        }

        /// By what caches are told to drop it, in the words of Cloudflare, Fastly and Varnish.
        private static List<Field> tags(ImageKey image) {
            String group = "g" + image.group();
            return List.of(
                    field("cache-tag", image.id() + "," + group),
                    field("surrogate-key", image.id() + " " + group),
                    field("xkey", image.id() + " " + group));
        }

        private static Field field(String name, String value) {
            return new Field(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
        }

        public void describeIn(MultiMap header) {
            for (Field field : fields) {
                header.set(field.name(), field.value());
            }
        }

        int weight() {
            return OVERHEAD + (bytes == null ? 0 : bytes.length());
        }
    }

    private final long cachedFile;
    private final Cache<String, Item> items;

    Shelf(NodeConfig config, MeterRegistry metrics) {
        this.cachedFile = config.cachedFile().asLongValue();
        this.items = Caffeine.newBuilder()
                .maximumWeight(config.cacheSize().asLongValue())
                .weigher((String path, Item item) -> item.weight())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, items, "tintype.node.shelf");
    }

    public @Nullable Item get(String path) {
        return items.getIfPresent(path);
    }

    /// Reads the disk. Who puts a file here looks afterwards whether it may still be served, and forgets its image if
    /// not: it may have been deleted since it was found, and the deletion may have looked here before.
    public Item put(ImageName name, Served.File file) throws IOException {
        Item item = Item.of(name, file, file.bytes() <= cachedFile ? read(file) : null);
        items.put(name.path(), item);
        return item;
    }

    /// A file that changed on the disk is not passed on; another node may have a good one.
    private static Buffer read(Served.File file) throws IOException {
        byte[] bytes = Files.readAllBytes(file.path());
        if (!Sha256.of(bytes).equals(file.sha256())) {
            throw new DamagedException(file.path() + ": its sum is not the one in " + Checksums.FILE_NAME, null);
        }
        return Buffer.buffer(bytes);
    }

    public void forget(ImageKey image) {
        items.asMap().values().removeIf(item -> item.name().image().equals(image));
    }

    public void forget(Group group) {
        items.asMap().values().removeIf(item -> item.name().image().group().equals(group));
    }

    /// A group may have moved away, and of its deletions this node hears no more.
    void forgetAll(@Observes GroupMap changed) {
        items.invalidateAll();
    }
}
