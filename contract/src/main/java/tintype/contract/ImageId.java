package tintype.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.util.UuidUtil;
import java.time.Instant;
import java.util.UUID;

/// A UUIDv7 (RFC 9562) as 26 characters of lower-case Crockford base32. Its text sorts by the time it was made.
///
/// Never reused, not even for the same bytes.
public record ImageId(UUID uuid) implements Comparable<ImageId> {

    public ImageId {
        if (!UuidUtil.isTimeOrderedEpoch(uuid)) {
            throw new IllegalArgumentException("An image id is a UUIDv7, which " + uuid + " is not");
        }
    }

    public static ImageId next() {
        return new ImageId(UuidCreator.getTimeOrderedEpoch());
    }

    public static Parsed<ImageId> parse(String text) {
        if (!Ulid.isValid(text)) {
            return Parsed.refused("An image id is 26 characters of Crockford base32");
        }
        Ulid ulid = Ulid.from(text);
        if (!ulid.toLowerCase().equals(text)) {
            return Parsed.refused("An image id has one spelling: lower case, and never i, l, o or u");
        }
        UUID uuid = ulid.toUuid();
        return UuidUtil.isTimeOrderedEpoch(uuid)
                ? Parsed.ok(new ImageId(uuid))
                : Parsed.refused("An image id is a UUIDv7");
    }

    @JsonCreator
    static ImageId of(String text) {
        return parse(text).orThrow();
    }

    /// To the millisecond; what every file of the image carries as `Last-Modified`, on every replica.
    public Instant createdAt() {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(ImageId other) {
        return toString().compareTo(other.toString());
    }

    @JsonValue
    @Override
    public String toString() {
        return Ulid.from(uuid).toLowerCase();
    }
}
