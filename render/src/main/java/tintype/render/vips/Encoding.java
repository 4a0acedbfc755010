package tintype.render.vips;

import java.util.List;
import tintype.contract.Format;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;
import tintype.render.vips.Vips.Option;

/// How each format is written. A recipe's quality is on the scale of JPEG; the other lossy formats are given the quality
/// of their own scale that has the same SSIM (`bench/quality.sh`).
enum Encoding {
    /// Progressive from [#LARGE] on: it takes four times as long to write, and what is smaller is seen at once anyway.
    JPEG {
        @Override
        List<Option> options(int quality, Pixels size) {
            return List.of(new Option("Q", quality), new Option("interlace", size.count() > LARGE ? 1 : 0));
        }
    },
    /// The first effort with which files are a quarter smaller than JPEG's. 1 takes half the time, for 23 % more bytes.
    WEBP {
        @Override
        List<Option> options(int quality, Pixels size) {
            return List.of(new Option("Q", Math.max(1, quality - 1)), new Option("effort", 3));
        }
    },
    /// Effort 2 takes half as long again, for files that are 4 % smaller.
    AVIF {
        @Override
        List<Option> options(int quality, Pixels size) {
            return List.of(
                    new Option("Q", Math.max(1, quality * 5 / 6)), new Option("effort", 1), new Option("compression", AV1));
        }
    },
    /// Without loss: quality means nothing to it.
    PNG {
        @Override
        List<Option> options(int quality, Pixels size) {
            return List.of();
        }
    };

    /// Pixels: the largest default preset stays below it.
    private static final long LARGE = 1280 * 1280;
    /// Not HEVC.
    private static final int AV1 = 4;

    abstract List<Option> options(int quality, Pixels size);

    static boolean knows(Format format) {
        return switch (format) {
            case JPEG, WEBP, AVIF, PNG -> true;
            case GIF, TIFF -> false;
        };
    }

    static byte[] encoded(VipsImage image, ImageFile.Variant variant) {
        List<Option> options = of(variant.format()).options(variant.recipe().quality(), image.size());
        if (variant.format() == Format.JPEG && image.hasAlpha()) {
            try (VipsImage opaque = image.onWhite()) {
                return opaque.saved(variant.format(), options);
            }
        }
        return image.saved(variant.format(), options);
    }

    private static Encoding of(Format format) {
        return switch (format) {
            case JPEG -> JPEG;
            case WEBP -> WEBP;
            case AVIF -> AVIF;
            case PNG -> PNG;
            case GIF, TIFF -> throw new IllegalArgumentException("No variant is a " + format);
        };
    }
}
