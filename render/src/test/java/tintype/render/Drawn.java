package tintype.render;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/// Files for the tests of engines: drawn by code, with whatever a camera or a program would put around the pixels.
final class Drawn {

    static final int PNG_HEADER = 8 + 25;

    private Drawn() {}

    /// Red and green above, blue and yellow below.
    static BufferedImage quarters(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        fill(pen, Color.RED, 0, 0, width / 2, height / 2);
        fill(pen, Color.GREEN, width / 2, 0, width - width / 2, height / 2);
        fill(pen, Color.BLUE, 0, height / 2, width / 2, height - height / 2);
        fill(pen, Color.YELLOW, width / 2, height / 2, width - width / 2, height - height / 2);
        pen.dispose();
        return image;
    }

    /// Something of all that photos have: soft light, edges at all angles, fine lines, and some grain.
    static BufferedImage scene(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, new Color(120, 170, 230), width / 3f, height, new Color(230, 190, 120)));
        pen.fillRect(0, 0, width, height);
        var random = new Random(1);
        for (int i = 0; i < 150; i++) {
            pen.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int size = 5 + random.nextInt(width / 8);
            switch (i % 3) {
                case 0 -> pen.fillOval(x, y, size, size * 2 / 3);
                case 1 -> pen.drawLine(x, y, x + size, y + random.nextInt(size) - size / 2);
                default -> pen.fillPolygon(new int[] {x, x + size, x + size / 3}, new int[] {y, y + size / 4, y + size}, 3);
            }
        }
        pen.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = (int) (random.nextGaussian() * 4);
                Color colour = new Color(image.getRGB(x, y));
                image.setRGB(x, y, new Color(
                                Math.clamp(colour.getRed() + grain, 0, 255),
                                Math.clamp(colour.getGreen() + grain, 0, 255),
                                Math.clamp(colour.getBlue() + grain, 0, 255))
                        .getRGB());
            }
        }
        return image;
    }

    /// From one colour on the left to another on the right.
    static BufferedImage fading(Color left, Color right, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, left, width, 0, right));
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        return image;
    }

    static BufferedImage plain(Color color, int width, int height) {
        boolean opaque = color.getAlpha() == 255;
        var image = new BufferedImage(
                width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        fill(pen, color, 0, 0, width, height);
        pen.dispose();
        return image;
    }

    static BufferedImage turnedOver(BufferedImage image) {
        var turned = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = turned.createGraphics();
        pen.drawImage(image, image.getWidth(), image.getHeight(), -image.getWidth(), -image.getHeight(), null);
        pen.dispose();
        return turned;
    }

    static BufferedImage withAlphaChannel(BufferedImage image) {
        var opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = opaque.createGraphics();
        pen.drawImage(image, 0, 0, null);
        pen.dispose();
        return opaque;
    }

    private static void fill(Graphics2D pen, Color color, int x, int y, int width, int height) {
        pen.setColor(color);
        pen.fillRect(x, y, width, height);
    }

    /// As a camera writes it that was held so that the tag says `orientation` (EXIF 2.32, tag 0x0112: which side of the
    /// scene the first row and the first column are).
    static byte[] shotWith(int orientation, BufferedImage scene) {
        boolean turned = orientation >= 5;
        int width = turned ? scene.getHeight() : scene.getWidth();
        int height = turned ? scene.getWidth() : scene.getHeight();
        var stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int right = scene.getWidth() - 1;
        int bottom = scene.getHeight() - 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                stored.setRGB(x, y, switch (orientation) {
                    case 1 -> scene.getRGB(x, y);
                    case 2 -> scene.getRGB(right - x, y);
                    case 3 -> scene.getRGB(right - x, bottom - y);
                    case 4 -> scene.getRGB(x, bottom - y);
                    case 5 -> scene.getRGB(y, x);
                    case 6 -> scene.getRGB(right - y, x);
                    case 7 -> scene.getRGB(right - y, bottom - x);
                    case 8 -> scene.getRGB(y, bottom - x);
                    default -> throw new IllegalArgumentException("No orientation is " + orientation);
                });
            }
        }
        return withExif(file("jpg", stored), orientation);
    }

    static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] tiff = HexFormat.of().parseHex(
                "4d4d002a00000008" + "0001" + "0112000300000001%04x0000".formatted(orientation) + "00000000");
        return withSegment(jpeg, 0xe1, concat(ascii("Exif\0\0"), tiff));
    }

    /// Where it was taken: a GPS directory with a latitude (EXIF 2.32, 4.6.6).
    static byte[] withPlace(byte[] jpeg) {
        byte[] tiff = HexFormat.of().parseHex("4d4d002a00000008" + "0001" + "8825000400000001" + "0000001a" + "00000000"
                + "0002" + "0001000200000002" + "4e000000" + "0002000500000003" + "00000038" + "00000000"
                + "0000003400000001" + "0000001e00000001" + "0000000c00000001");
        return withSegment(jpeg, 0xe1, concat(ascii("Exif\0\0"), tiff));
    }

    static byte[] withXmp(byte[] jpeg, String words) {
        return withSegment(jpeg, 0xe1, concat(ascii("http://ns.adobe.com/xap/1.0/\0"), ascii(xmp(words))));
    }

    private static String xmp(String words) {
        return "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                + "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='" + words
                + "'/></rdf:RDF></x:xmpmeta>";
    }

    /// As text, as EXIF and as XMP.
    static byte[] pngWithWords(BufferedImage image, String words) {
        byte[] tiff = HexFormat.of().parseHex("4d4d002a00000008" + "0001" + "010e0002%08x0000001a00000000"
                .formatted(words.length()));
        byte[] chunks = concat(
                chunk("tEXt", ascii("Comment\0" + words)),
                chunk("eXIf", concat(tiff, ascii(words))),
                chunk("iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0" + xmp(words))));
        byte[] png = file("png", image);
        return concat(Arrays.copyOf(png, PNG_HEADER), chunks, Arrays.copyOfRange(png, PNG_HEADER, png.length));
    }

    static byte[] withComment(byte[] jpeg, String comment) {
        return withSegment(jpeg, 0xfe, ascii(comment));
    }

    static byte[] withProfile(byte[] jpeg, byte[] profile) {
        return withSegment(jpeg, 0xe2, concat(ascii("ICC_PROFILE\0"), new byte[] {1, 1}, profile));
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        byte[] head = {(byte) 0xff, (byte) marker, (byte) ((content.length + 2) >> 8), (byte) (content.length + 2)};
        return concat(Arrays.copyOf(jpeg, 2), head, content, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /// Of four inks each pixel, 255 for all there is of it.
    interface Inks {
        int[] at(int x, int y);
    }

    static byte[] cmykJpeg(int cyan, int magenta, int yellow, int black, int width, int height) {
        return cmykJpeg(width, height, (_, _) -> new int[] {cyan, magenta, yellow, black});
    }

    /// With 255 for none, as Photoshop writes them.
    static byte[] cmykJpeg(int width, int height, Inks inksOf) {
        WritableRaster inks = Raster.createInterleavedRaster(0, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inks.setPixel(x, y, Arrays.stream(inksOf.at(x, y)).map(ink -> 255 - ink).toArray());
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw a CMYK JPEG", e);
        } finally {
            writer.dispose();
        }
        return withSegment(bytes.toByteArray(), 0xee, concat(ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 0}));
    }

    static byte[] pngWithProfile(BufferedImage image, byte[] profile) {
        byte[] chunk = chunk("iCCP", concat(ascii("test\0\0"), deflated(profile)));
        byte[] png = file("png", image);
        return concat(Arrays.copyOf(png, PNG_HEADER), chunk, Arrays.copyOfRange(png, PNG_HEADER, png.length));
    }

    /// Two bands, as no BufferedImage of the platform has them.
    static byte[] greyPngWithAlpha(int grey, int width, int height) {
        byte[] header = concat(int32(width), int32(height), new byte[] {8, 4, 0, 0, 0});
        byte[] rows = new byte[height * (1 + 2 * width)];
        for (int at = 0; at < rows.length; at++) {
            int column = at % (1 + 2 * width);
            rows[at] = (byte) (column == 0 ? 0 : column % 2 == 1 ? grey : 255);
        }
        byte[] signature = HexFormat.of().parseHex("89504e470d0a1a0a");
        return concat(
                signature, chunk("IHDR", header), chunk("IDAT", deflated(rows)), chunk("IEND", new byte[0]));
    }

    private static byte[] deflated(byte[] data) {
        var deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] deflated = new byte[data.length * 2 + 64];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] typed = concat(ascii(type), data);
        var crc = new CRC32();
        crc.update(typed);
        return concat(int32(data.length), typed, int32((int) crc.getValue()));
    }

    /// A WebP with a profile: the extended form, around the picture of a simple one.
    static byte[] webpWithProfile(byte[] webp, byte[] profile) {
        byte[] picture = Arrays.copyOfRange(webp, 12, webp.length);
        byte[] extended = riff("VP8X", new byte[] {0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        byte[] content = concat(ascii("WEBP"), extended, riff("ICCP", profile), picture);
        return riff("RIFF", content);
    }

    private static byte[] riff(String type, byte[] data) {
        byte[] length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length).array();
        return concat(ascii(type), length, data, new byte[data.length & 1]);
    }

    /// A GIF whose only frame covers a part of its screen.
    static byte[] gifOnScreen(int screenWidth, int screenHeight, int left, int top, BufferedImage frame) {
        byte[] gif = file("gif", frame);
        ByteBuffer fields = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        fields.putShort(6, (short) screenWidth).putShort(8, (short) screenHeight);
        int colours = (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
        int at = 13 + colours;
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += (gif[at] & 0xff) + 1;
            }
            at++;
        }
        fields.putShort(at + 1, (short) left).putShort(at + 3, (short) top);
        return gif;
    }

    /// Each frame is shown for so many hundredths of a second.
    static byte[] animatedGif(int delay, BufferedImage... frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                IIOMetadata timing = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
                var root = (IIOMetadataNode) timing.getAsTree(timing.getNativeMetadataFormatName());
                var control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
                control.setAttribute("delayTime", Integer.toString(delay));
                timing.setFromTree(timing.getNativeMetadataFormatName(), root);
                writer.writeToSequence(new IIOImage(frame, null, timing), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw an animation", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] file(String format, BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("Nothing writes this as " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw a " + format, e);
        }
        return bytes.toByteArray();
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return jpeg(image, how -> how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    static byte[] finestJpeg(BufferedImage image) {
        return jpeg(image, how -> {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(1);
        });
    }

    private static byte[] jpeg(BufferedImage image, Consumer<ImageWriteParam> settings) {
        var bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            settings.accept(how);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw a JPEG", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the engine made", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
