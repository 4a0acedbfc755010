package tintype.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.contract.Format;
import tintype.contract.Group;
import tintype.contract.ImageFile;
import tintype.contract.ImageId;
import tintype.contract.Json;
import tintype.contract.Manifest;
import tintype.contract.Parsed;
import tintype.contract.Recipe;
import tintype.contract.Sha256;

class GroupEntryTest {

    private static final Group GROUP = new Group(7);
    private static final ImageId ID = ImageId.next();
    private static final Sha256 SUM = Sha256.of("a photo".getBytes(StandardCharsets.UTF_8));
    private static final Manifest MANIFEST = new Manifest(
            GROUP, ID, SUM, 7, Format.JPEG, 4, 3, 1, null, Instant.parse("2026-11-23T00:00:00Z"), Map.of());
    private static final StoredFile ORIGINAL = new StoredFile(new ImageFile.Original(Format.JPEG), SUM, 7);
    private static final StoredFile THUMB =
            new StoredFile(new ImageFile.Variant(Recipe.fit(160), Format.JPEG), Sha256.of(new byte[] {1}), 1);

    private static GroupTotals totals(StoredImage image) {
        var digest = new GroupDigest(GROUP);
        digest.add(new GroupEntry.Live(image));
        return digest.totals();
    }

    static Stream<GroupEntry> entries() {
        var image = new StoredImage(MANIFEST, List.of(THUMB, ORIGINAL));
        return Stream.of(new GroupEntry.Live(image), new GroupEntry.Deleted(ID), new GroupEntry.Damaged(ID),
                new GroupEntry.End(totals(image)));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isReadAsItWasWritten(GroupEntry entry) {
        assertThat(Json.parse(Json.print(entry), GroupEntry.class)).isEqualTo(Parsed.ok(entry));
    }

    @Test
    void isToldByItsMember() {
        assertThat(new String(Json.print(new GroupEntry.Deleted(ID)), StandardCharsets.UTF_8))
                .isEqualTo("{\"deleted\":\"" + ID + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"live\":{}}", "{\"moved\":1}", "{\"deleted\":\"../..\"}", "{\"deleted\""})
    void isNothingElse(String line) {
        assertThat(Json.parse(line.getBytes(StandardCharsets.UTF_8), GroupEntry.class))
                .isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void bearsMembersOfALaterVersion() {
        byte[] line = ("{\"deleted\":\"" + ID + "\",\"since\":1}").getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parse(line, GroupEntry.class)).isEqualTo(Parsed.ok(new GroupEntry.Deleted(ID)));
    }

    /// Two nodes with the same files have one digest, in whatever order they keep them.
    @Test
    void hasADigestOfSortedLines() {
        String home = "/g/007/" + ID;
        String lines = home + "/fit-160x160.jpg " + THUMB.sha256() + "\n" + home + "/original.jpg " + SUM + "\n";
        GroupTotals totals = totals(new StoredImage(MANIFEST, List.of(ORIGINAL, THUMB)));

        assertThat(totals).isEqualTo(new GroupTotals(1, 2, 8, 0, Sha256.of(lines.getBytes(StandardCharsets.US_ASCII))));
        assertThat(totals).isEqualTo(totals(new StoredImage(MANIFEST, List.of(THUMB, ORIGINAL))));
    }

    /// A node that lost it still tells of it, so that the other one keeps it.
    @Test
    void countsAnOriginalThatIsLost() {
        assertThat(totals(new StoredImage(MANIFEST, List.of())))
                .isEqualTo(totals(new StoredImage(MANIFEST, List.of(ORIGINAL))));
    }

    @Test
    void hasADigestThatKnowsOfDeletions() {
        var digest = new GroupDigest(GROUP);
        digest.add(new GroupEntry.Deleted(ID));

        String line = "/g/007/" + ID + " deleted\n";
        assertThat(digest.totals())
                .isEqualTo(new GroupTotals(0, 0, 0, 1, Sha256.of(line.getBytes(StandardCharsets.US_ASCII))));
    }
}
