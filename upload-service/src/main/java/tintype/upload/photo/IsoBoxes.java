package tintype.upload.photo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The boxes of a file of the ISO base media family (ISO/IEC 14496-12, 4.2), one behind the other.
///
/// Read in place, as what a box claims of its length must never become memory. Ends at the first bytes that are no box.
final class IsoBoxes {

    private static final int HEAD = 8;
    private static final int LONG_HEAD = 16;
    private static final int TYPE_LENGTH = 4;
    private static final int LENGTH_FOLLOWS = 1;
    private static final int TO_THE_END = 0;
    private static final int VERSION_AND_FLAGS = 4;

    /// @param length of the body, as the box claims it
    /// @param body   as much of it as is there
    record Box(String type, long length, ByteBuffer body) {

        boolean isWhole() {
            return body.limit() == length;
        }

        IsoBoxes children() {
            return new IsoBoxes(body.duplicate());
        }

        /// Of a "full box", which has these before its own members: the version in the first byte, flags in the others.
        int versionAndFlags() throws IOException {
            if (body.limit() < VERSION_AND_FLAGS) {
                throw new IOException("The box " + type + " ends before its version");
            }
            return body.getInt(0);
        }

        /// What comes behind version and flags.
        ByteBuffer members() throws IOException {
            versionAndFlags();
            return body.slice(VERSION_AND_FLAGS, body.limit() - VERSION_AND_FLAGS);
        }
    }

    private final ByteBuffer bytes;

    IsoBoxes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// The next box, of which the end may be missing.
    Optional<Box> next() {
        if (bytes.remaining() < HEAD || !isType(bytes, bytes.position() + TYPE_LENGTH)) {
            return Optional.empty();
        }
        int start = bytes.position();
        long claimed = Integer.toUnsignedLong(bytes.getInt(start));
        int head = claimed == LENGTH_FOLLOWS ? LONG_HEAD : HEAD;
        if (bytes.remaining() < head) {
            return Optional.empty();
        }
        if (claimed == LENGTH_FOLLOWS) {
            claimed = bytes.getLong(start + HEAD);
        } else if (claimed == TO_THE_END) {
            claimed = bytes.remaining();
        }
        if (claimed < head) {
            return Optional.empty();
        }
        int there = (int) Math.min(claimed, bytes.remaining());
        bytes.position(start + there);
        String type = text(bytes, start + TYPE_LENGTH);
        return Optional.of(new Box(type, claimed - head, bytes.slice(start + head, there - head)));
    }

    /// Steps over boxes of other types.
    Optional<Box> next(String type) {
        Optional<Box> box = next();
        while (box.isPresent() && !box.get().type().equals(type)) {
            box = next();
        }
        return box;
    }

    /// @throws IOException when it is not there; an [EOFException] when its end is missing
    Box require(String type) throws IOException {
        Box box = next(type).orElseThrow(() -> new IOException("There is no box " + type));
        if (!box.isWhole()) {
            throw new EOFException("The box " + type + " is cut off");
        }
        return box;
    }

    private static boolean isType(ByteBuffer bytes, int at) {
        return text(bytes, at).chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    static String text(ByteBuffer bytes, int at) {
        byte[] text = new byte[TYPE_LENGTH];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
