package tintype.render.vips;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What the profile in a file says of itself (ICC.1:2022, 7.3 and 10.3).
record IccProfile(byte[] bytes) {

    private static final int TAG_COUNT_AT = 128;
    private static final int TAG_LENGTH = 12;
    private static final int DESCRIPTION = 0x64657363;
    private static final String SRGB = "sRGB";
    private static final String LINEAR = "linear";

    /// By its description alone (`sRGB IEC61966-2.1`, but not `linear sRGB`): a profile that lies about this harms nothing
    /// but its own picture. It is asked because converting sRGB to sRGB would take longer than all the rest of the
    /// rendering.
    boolean isSrgb() {
        ByteBuffer profile = ByteBuffer.wrap(bytes);
        int count = bytes.length < TAG_COUNT_AT + 4 ? 0 : profile.getInt(TAG_COUNT_AT);
        for (int tag = 0; tag < count; tag++) {
            int at = TAG_COUNT_AT + 4 + tag * TAG_LENGTH;
            if (at + TAG_LENGTH > bytes.length) {
                return false;
            }
            if (profile.getInt(at) == DESCRIPTION) {
                String text = text(profile.getInt(at + 4), profile.getInt(at + 8));
                return text.contains(SRGB) && !text.toLowerCase(Locale.ROOT).contains(LINEAR);
            }
        }
        return false;
    }

    /// Without its zeros, it is the same in all versions: ASCII in the older profiles, UTF-16 in the newer ones.
    private String text(int from, int length) {
        if (from < 0 || length < 0 || from > bytes.length - length) {
            return "";
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1).replace("\0", "");
    }
}
