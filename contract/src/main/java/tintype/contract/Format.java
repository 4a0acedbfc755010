package tintype.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/// A file format, with its one extension and its media type. The format is in the name; nothing is negotiated.
public enum Format {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    GIF("gif", "image/gif"),
    WEBP("webp", "image/webp"),
    AVIF("avif", "image/avif"),
    TIFF("tif", "image/tiff");

    private final String extension;
    private final String mediaType;

    Format(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    public String extension() {
        return extension;
    }

    @JsonValue
    public String mediaType() {
        return mediaType;
    }

    /// Whether variants are made in it. Originals of the others are taken, and served as they came: what a GIF can,
    /// WebP can in fewer bytes, and few browsers show a TIFF.
    public boolean isForVariants() {
        return switch (this) {
            case JPEG, PNG, WEBP, AVIF -> true;
            case GIF, TIFF -> false;
        };
    }

    public static Parsed<Format> ofExtension(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension))
                .findFirst()
                .map(Parsed::ok)
                .orElseGet(() -> Parsed.refused("No format has the extension '" + extension + "'"));
    }

    @JsonCreator
    static Format ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No format has the media type " + mediaType));
    }
}
