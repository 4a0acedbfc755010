package tintype.upload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import tintype.contract.Format;
import tintype.contract.Pixels;
import tintype.upload.photo.EndOfImage;
import tintype.upload.photo.FileKind;
import tintype.upload.photo.PhotoHeader;
import tintype.upload.photo.TiffPages;

/// Looks at a file while it comes in, so that what will be refused is refused before all of it was sent.
final class Inspection {

    /// What is to be done with a file that is complete.
    sealed interface Verdict {
        record Refused(UploadFailure why, String detail) implements Verdict {
            Refused(UploadFailure why) {
                this(why, why.text());
            }
        }

        record Accepted(Format format, PhotoHeader header) implements Verdict {}
    }

    private static final Logger LOG = Logger.getLogger(Inspection.class);

    private static final String TAKEN = "JPEG, PNG, GIF, WebP, AVIF and TIFF are.";

    /// Where it is worth to try for the size: PNG, GIF and WebP have it at the very front, JPEG behind its metadata.
    private static final long[] LOOKS = {FileKind.HEAD, 1 << 16, 1 << 20};

    private final UploadConfig limits;
    private final Path file;
    private int nextLook;
    private boolean sizeSeen;

    Inspection(UploadConfig limits, Path file) {
        this.limits = limits;
        this.file = file;
    }

    /// Empty as long as nothing speaks against the file.
    ///
    /// @param head     the first bytes of the file, [FileKind#HEAD] of them if it has so many
    /// @param received how many bytes are in the file by now
    Optional<Verdict.Refused> look(byte[] head, long received) {
        long maxBytes = limits.maxBytes().asLongValue();
        if (received > maxBytes) {
            return refused(UploadFailure.TOO_LARGE, "The file has more than the %d bytes that are taken here.", maxBytes);
        }
        if (sizeSeen || nextLook == LOOKS.length || received < LOOKS[nextLook]) {
            return Optional.empty();
        }
        while (nextLook < LOOKS.length && received >= LOOKS[nextLook]) {
            nextLook++;
        }
        return switch (FileKind.of(head)) {
            case FileKind.Photo(Format format) -> lookAtSize(format);
            case FileKind.Heic _ -> Optional.of(refusedHeic());
            case FileKind.OtherImage(String name) -> Optional.of(refused(name));
            case FileKind.NoImage _ -> Optional.of(new Verdict.Refused(UploadFailure.NOT_AN_IMAGE));
        };
    }

    private Optional<Verdict.Refused> lookAtSize(Format format) {
        try {
            PhotoHeader header = PhotoHeader.atFirstSight(file, format);
            sizeSeen = true;
            return judge(header);
        } catch (IOException e) {
            LOG.debugf("No size of %s yet: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /// The last word, once the file is complete.
    Verdict conclude(byte[] head, long received) {
        if (received == 0) {
            return new Verdict.Refused(UploadFailure.EMPTY_FILE);
        }
        return switch (FileKind.of(head)) {
            case FileKind.Photo(Format format) -> conclude(format);
            case FileKind.Heic _ -> refusedHeic();
            case FileKind.OtherImage(String name) -> refused(name);
            case FileKind.NoImage _ -> new Verdict.Refused(UploadFailure.NOT_AN_IMAGE);
        };
    }

    private Verdict conclude(Format format) {
        try {
            PhotoHeader header = PhotoHeader.of(file, format);
            Optional<Verdict.Refused> refused = judge(header);
            if (refused.isPresent()) {
                return refused.get();
            }
            return EndOfImage.isThere(file, format)
                    ? new Verdict.Accepted(format, header)
                    : new Verdict.Refused(UploadFailure.TRUNCATED_IMAGE);
        } catch (TiffPages.RawPhoto e) {
            return refused("A raw photo of a camera");
        } catch (EOFException e) {
            LOG.infof("Refused a %s: %s", format, e);
            return new Verdict.Refused(UploadFailure.TRUNCATED_IMAGE);
        } catch (IOException e) {
            LOG.infof("Refused a %s: %s", format, e);
            return new Verdict.Refused(UploadFailure.BROKEN_IMAGE);
        }
    }

    private Optional<Verdict.Refused> judge(PhotoHeader header) {
        Pixels size = header.stored();
        if (size.longestSide() > limits.maxSide()) {
            return refused(
                    UploadFailure.TOO_LONG_SIDE, "The image is %s; a side may have %d pixels.", size, limits.maxSide());
        }
        if (header.frames() > limits.maxFrames()) {
            return refused(
                    UploadFailure.TOO_MANY_FRAMES,
                    "The image has %d frames or pages; it may have %d.",
                    header.frames(),
                    limits.maxFrames());
        }
        if (header.pixelsOfAllFrames() > limits.maxPixels()) {
            return refused(
                    UploadFailure.TOO_MANY_PIXELS,
                    "The image has %d pixels, counted over all frames or pages; it may have %d.",
                    header.pixelsOfAllFrames(),
                    limits.maxPixels());
        }
        return Optional.empty();
    }

    private static Optional<Verdict.Refused> refused(UploadFailure why, String detail, Object... values) {
        return Optional.of(new Verdict.Refused(why, detail.formatted(values)));
    }

    private static Verdict.Refused refused(String kind) {
        return new Verdict.Refused(UploadFailure.UNSUPPORTED_IMAGE, kind + " is not taken here; " + TAKEN);
    }

    private static Verdict.Refused refusedHeic() {
        return new Verdict.Refused(
                UploadFailure.UNSUPPORTED_IMAGE,
                "HEIC is not taken here: its decoder is encumbered by patents, and not in the engines that render. "
                        + "Send the photo as JPEG or AVIF; " + TAKEN);
    }
}
