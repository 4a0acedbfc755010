package tintype.upload.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.cluster.Pictures;
import tintype.contract.Format;
import tintype.contract.Pixels;

/// The formats whose headers are read in place: AVIF and TIFF.
class PhotoHeaderTest {

    private static final Path PHOTOS = Path.of("../../shared/photos/special");
    private static final int ROUNDS = 2_000;
    private static final long MEMORY_FOR_A_HEADER = 64 << 10;

    @TempDir
    Path directory;

    @Test
    void readsAnAvifOfAnEncoder() throws IOException {
        assertThat(header(Pictures.avif(), Format.AVIF)).isEqualTo(still(4, 3));
        assertThat(isWhole(Pictures.avif(), Format.AVIF)).isTrue();
    }

    @Test
    void readsATiffOfAnEncoder() throws IOException {
        assertThat(header(Pictures.tiff(40, 30), Format.TIFF)).isEqualTo(still(40, 30));
        assertThat(isWhole(Pictures.tiff(40, 30), Format.TIFF)).isTrue();
    }

    /// By quarters and anti-clockwise; a mirror (of which the axis does not matter here) changes no size.
    @ParameterizedTest
    @CsvSource({"00,40,20", "01,20,40", "02,40,20", "03,20,40"})
    void turnsAnAvifAsItsPropertiesSay(String quarters, int width, int height) throws IOException {
        byte[] avif = Boxes.avif(
                Boxes.extents(40, 20), Boxes.box("irot", Boxes.hex(quarters)), Boxes.box("imir", Boxes.hex("01")));

        assertThat(header(avif, Format.AVIF).upright()).isEqualTo(new Pixels(width, height));
    }

    @Test
    void showsThePartOfAnAvifThatItsApertureLeaves() throws IOException {
        byte[] aperture = Boxes.box("clap", Boxes.hex("0000001e 00000001 0000000a 00000001" + "0".repeat(32)));
        PhotoHeader header = header(
                Boxes.avif(Boxes.extents(40, 20), aperture, Boxes.box("irot", Boxes.hex("01"))), Format.AVIF);

        assertThat(header.upright()).isEqualTo(new Pixels(10, 30));
        assertThat(header.stored()).isEqualTo(new Pixels(40, 20));
    }

    @Test
    void countsTheFramesOfAnAnimatedAvif() throws IOException {
        PhotoHeader header = header(Boxes.film(40, 20, 24), Format.AVIF);

        assertThat(header.frames()).isEqualTo(24);
        assertThat(header.pixelsOfAllFrames()).isEqualTo(40 * 20 * 24);
    }

    @ParameterizedTest
    @CsvSource({"1,40,20", "2,40,20", "3,40,20", "4,40,20", "5,20,40", "6,20,40", "7,20,40", "8,20,40"})
    void turnsATiffByItsOrientation(int orientation, int width, int height) throws IOException {
        var page = Directories.with(
                Directories.page(40, 20),
                new Directories.Entry(Directories.ORIENTATION, 3, 1, orientation));
        byte[] tiff = Directories.tiff(ByteOrder.LITTLE_ENDIAN, page);

        assertThat(header(tiff, Format.TIFF).upright()).isEqualTo(new Pixels(width, height));
    }

    @Test
    void countsThePagesOfATiffEachWithItsPixels() throws IOException {
        byte[] tiff = Directories.tiff(
                ByteOrder.BIG_ENDIAN, Directories.page(40, 20), Directories.page(10, 90), Directories.page(1, 1));
        PhotoHeader header = header(tiff, Format.TIFF);

        assertThat(header).isEqualTo(new PhotoHeader(new Pixels(40, 90), new Pixels(40, 20), 3, 800 + 900 + 1));
        assertThat(isWhole(tiff, Format.TIFF)).isTrue();
    }

    @Test
    void tellsARawPhotoByThePreviewThatComesFirst() {
        var preview = Directories.with(Directories.page(160, 120), Directories.entry(Directories.KIND_OF_PAGE, 1));

        assertThatThrownBy(() -> header(Directories.tiff(ByteOrder.LITTLE_ENDIAN, preview), Format.TIFF))
                .isInstanceOf(TiffPages.RawPhoto.class);
    }

    static Stream<Arguments> headersThatLie() {
        var page = Directories.page(4, 3);
        var little = ByteOrder.LITTLE_ENDIAN;
        return Stream.of(
                Arguments.of("no size", Format.AVIF, Boxes.avif(Boxes.box("irot", Boxes.hex("00")))),
                Arguments.of("an empty size", Format.AVIF, Boxes.avif(Boxes.extents(0, 4))),
                Arguments.of("a negative size", Format.AVIF, Boxes.avif(Boxes.extents(-1, 4))),
                Arguments.of("a size that ends early", Format.AVIF, Boxes.avif(Boxes.box("ispe", new byte[7]))),
                Arguments.of("a size without a version", Format.AVIF, Boxes.avif(Boxes.box("ispe"))),
                Arguments.of("an endless aperture", Format.AVIF, Boxes.avif(
                        Boxes.extents(4, 3), Boxes.box("clap", Boxes.hex("00000001 00000000".repeat(4))))),
                Arguments.of("an aperture of 2 GB", Format.AVIF, Boxes.avif(
                        Boxes.extents(4, 3), Boxes.box("clap", Boxes.hex("7fffffff 00000001".repeat(4))))),
                Arguments.of("no end of names", Format.AVIF, Boxes.concat(
                        Boxes.brands("avif"),
                        Boxes.box(
                                "meta",
                                new byte[4],
                                Boxes.box("pitm", Boxes.hex("00000000 0007")),
                                Boxes.box(
                                        "iprp",
                                        Boxes.box("ipco"),
                                        Boxes.box("ipma", Boxes.hex("00000000 ffffffff")))))),
                Arguments.of("no page", Format.TIFF, Boxes.hex("49492a0000000000 0000000000000000")),
                Arguments.of("pages in a circle", Format.TIFF, Directories.circle()),
                Arguments.of("a side of 0", Format.TIFF, Directories.tiff(little, Directories.page(0, 3))),
                Arguments.of("a side of 2^32", Format.TIFF, Directories.tiff(little, Directories.page(-1, 3))),
                Arguments.of("a side that is a fraction", Format.TIFF, Directories.tiff(
                        little, Directories.with(page, new Directories.Entry(256, 5, 1, 8)))),
                Arguments.of("60,000 entries", Format.TIFF, Arrays.copyOf(
                        Boxes.hex("4d4d002a00000008 ea60"), 60_000 * 12 + 100)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headersThatLie")
    void refusesAHeaderThatLies(String name, Format format, byte[] file) {
        assertThatThrownBy(() -> header(file, format))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class);
    }

    static Stream<Arguments> cutFiles() {
        return Stream.of(
                        Arguments.of(Pictures.avif(), Format.AVIF),
                        Arguments.of(Boxes.film(40, 20, 24), Format.AVIF),
                        Arguments.of(Pictures.tiff(4, 3), Format.TIFF))
                .flatMap(row -> IntStream.of(1, 10, 30, 50, 70, 90, 99)
                        .mapToObj(percent -> Arguments.of(row.get()[1], row.get()[0], percent)));
    }

    @ParameterizedTest(name = "{0} to {2} %")
    @MethodSource("cutFiles")
    void findsWhereverAFileIsCutThatItsEndIsMissing(Format format, byte[] file, int percent) {
        byte[] cut = Arrays.copyOf(file, file.length * percent / 100);

        assertThatThrownBy(() -> {
                    header(cut, format);
                    if (!isWhole(cut, format)) {
                        throw new EOFException("No end");
                    }
                })
                .isInstanceOf(IOException.class);
    }

    static Stream<Arguments> stripsBeyondTheEnd() {
        var page = Directories.page(4, 3);
        return Stream.of(
                        Directories.with(page, Directories.entry(Directories.STRIPS, 5_000)),
                        Directories.with(page, Directories.entry(Directories.STRIP_LENGTHS, 5_000)),
                        Directories.with(page, Directories.entry(Directories.STRIP_LENGTHS, -1)),
                        page.subList(0, 2))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("stripsBeyondTheEnd")
    void missesThePixelsOfATiffThatAreNotInTheFile(List<Directories.Entry> page) throws IOException {
        assertThat(isWhole(Directories.tiff(ByteOrder.LITTLE_ENDIAN, page), Format.TIFF)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Directories.STRIPS, 256})
    void missesTheValuesOfATagThatClaimsMoreThanTheFileHas(int tag) {
        var page = Directories.with(Directories.page(4, 3), new Directories.Entry(tag, 4, 0xFFFF_FFFFL, 8));
        byte[] tiff = Directories.tiff(ByteOrder.LITTLE_ENDIAN, page);

        assertThatThrownBy(() -> {
                    header(tiff, Format.TIFF);
                    isWhole(tiff, Format.TIFF);
                })
                .isInstanceOf(EOFException.class);
    }

    static Stream<Arguments> photos() {
        return Stream.of(
                Arguments.of("sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif", Format.AVIF, still(2048, 858)),
                Arguments.of("uncompressed_tiff.tiff", Format.TIFF, still(246, 345)));
    }

    @ParameterizedTest
    @MethodSource("photos")
    void readsRealPhotos(String name, Format format, PhotoHeader header) throws IOException {
        Path photo = PHOTOS.resolve(name);
        assumeThat(photo).exists();

        assertThat(PhotoHeader.of(photo, format)).isEqualTo(header);
        assertThat(EndOfImage.isThere(photo, format)).isTrue();
    }

    /// A box may claim 2^63 bytes, a tag 2^32 values: neither may become memory, or time.
    @ParameterizedTest
    @EnumSource(names = {"AVIF", "TIFF"})
    @Timeout(60)
    void endsWithAnAnswerOnWhateverIsMadeOfAGoodFile(Format format) throws IOException {
        var random = new Random(20_261_123);
        List<byte[]> good = format == Format.AVIF
                ? List.of(Pictures.avif(), Boxes.film(9, 9, 9))
                : List.of(Pictures.tiff(9, 9), Directories.tiff(
                        ByteOrder.BIG_ENDIAN, Directories.page(4, 3), Directories.page(5, 6)));
        long before = allocated();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = good.get(round % good.size()).clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                file[random.nextInt(file.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
            }
            answerOn(file, format);
        }
        assertThat((allocated() - before) / ROUNDS).isLessThan(MEMORY_FOR_A_HEADER);
    }

    private void answerOn(byte[] file, Format format) throws IOException {
        try {
            header(file, format);
            isWhole(file, format);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /// Each of 900 pages has 10,000 values for its width: 36 MB, were they all read.
    @Test
    void readsNoMoreValuesThanItNeeds() throws IOException {
        var wide = new Directories.Entry(256, 4, 10_000, 8);
        byte[] tiff = Directories.tiff(
                ByteOrder.LITTLE_ENDIAN, Collections.nCopies(900, Directories.with(Directories.page(4, 3), wide)));
        long before = allocated();
        header(tiff, Format.TIFF);

        assertThat(allocated() - before).isLessThan(4 << 20);
    }

    private static PhotoHeader still(int width, int height) {
        return PhotoHeader.of(new Pixels(width, height), new Pixels(width, height), 1);
    }

    private PhotoHeader header(byte[] file, Format format) throws IOException {
        return PhotoHeader.of(written(file), format);
    }

    private boolean isWhole(byte[] file, Format format) throws IOException {
        return EndOfImage.isThere(written(file), format);
    }

    private Path written(byte[] file) throws IOException {
        return Files.write(directory.resolve("photo"), file);
    }
}
