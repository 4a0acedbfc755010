package tintype.contract.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.ImageKey;
import tintype.contract.Manifest;
import tintype.contract.Parsed;
import tintype.contract.Placeholder;
import tintype.contract.Sha256;

/// What happened to an image. On the topic [Topics#IMAGES], keyed by the image's id, as CloudEvents 1.0 in binary mode
/// with JSON data; the schemas are in `docs/reference/events`.
///
/// Fields are only ever added. Consumers must bear to see an event twice, and in any order after a replay.
public sealed interface ImageEvent {

    ImageKey key();

    /// The same for every copy of this event, so that consumers can tell a repetition.
    String eventId();

    Instant at();

    Type type();

    /// The attribute `type` of the CloudEvent.
    enum Type {
        STORED("image.stored.v1", Stored.class),
        RENDERED("image.rendered.v1", Rendered.class),
        FAILED("image.failed.v1", Failed.class),
        DELETED("image.deleted.v1", Deleted.class);

        private final String text;
        private final Class<? extends ImageEvent> shape;

        Type(String text, Class<? extends ImageEvent> shape) {
            this.text = text;
            this.shape = shape;
        }

        public static Parsed<Type> parse(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text.equals(text))
                    .findFirst()
                    .map(Parsed::ok)
                    .orElseGet(() -> Parsed.refused("No image event has the type '" + text + "'"));
        }

        Class<? extends ImageEvent> shape() {
            return shape;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// The original is on all nodes of its group's write set. Only after this event is the upload acknowledged.
    record Stored(@JsonValue Manifest manifest) implements ImageEvent {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Stored {}

        @Override
        public ImageKey key() {
            return manifest.key();
        }

        @Override
        public String eventId() {
            return manifest.id() + ".stored";
        }

        @Override
        public Instant at() {
            return manifest.storedAt();
        }

        @Override
        public Type type() {
            return Type.STORED;
        }
    }

    /// These variants are on at least one node of the group.
    ///
    /// @param engine      what rendered them, for people: `imgscalr 4.2`
    /// @param placeholder absent when nothing was decoded for this event, or by a version that made none
    /// @param damaged     whether a part of the picture could not be read, and the variants show what could; absent in
    ///                    JSON when it is whole
    record Rendered(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String eventId,
            Group group,
            ImageId id,
            List<RenderedVariant> variants,
            String engine,
            @Nullable Placeholder placeholder,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY) boolean damaged,
            Instant at)
            implements ImageEvent {

        public Rendered {
            variants = List.copyOf(variants);
        }

        public Rendered(
                ImageKey image,
                List<RenderedVariant> variants,
                String engine,
                @Nullable Placeholder placeholder,
                boolean damaged,
                Instant at) {
            this(
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    image.group(),
                    image.id(),
                    variants,
                    engine,
                    placeholder,
                    damaged,
                    at);
        }

        /// Without news of the picture itself.
        public Rendered(ImageKey image, List<RenderedVariant> variants, String engine, Instant at) {
            this(image, variants, engine, null, false, at);
        }

        @Override
        public ImageKey key() {
            return new ImageKey(group, id);
        }

        @Override
        public Type type() {
            return Type.RENDERED;
        }
    }

    /// No variants can be made of it. The original stays, and is served.
    ///
    /// @param reason   a word for programs: `corrupt`, `too-big`, `store-unavailable`
    /// @param detail   a sentence for people
    /// @param attempts how often it was tried
    record Failed(
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String eventId,
            Group group,
            ImageId id,
            String reason,
            String detail,
            int attempts,
            Instant at)
            implements ImageEvent {

        public Failed(ImageKey image, String reason, String detail, int attempts, Instant at) {
            this(UuidCreator.getTimeOrderedEpoch().toString(), image.group(), image.id(), reason, detail, attempts, at);
        }

        @Override
        public ImageKey key() {
            return new ImageKey(group, id);
        }

        @Override
        public Type type() {
            return Type.FAILED;
        }
    }

    /// It is gone for ever: from the catalogue already, from nodes and caches as they learn of it.
    record Deleted(Group group, ImageId id, Instant at) implements ImageEvent {
        @Override
        public ImageKey key() {
            return new ImageKey(group, id);
        }

        @Override
        public String eventId() {
            return id + ".deleted";
        }

        @Override
        public Type type() {
            return Type.DELETED;
        }
    }

    /// A variant as [Rendered] tells of it.
    record RenderedVariant(ImageFile file, int width, int height, long bytes, Sha256 sha256) {}
}
