package tintype.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The SHA-256 of a file's bytes, as 64 lower-case hex digits.
public record Sha256(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern DIGEST_FIELD = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");

    public Sha256 {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("A SHA-256 is 64 lower-case hex digits, not '" + hex + "'");
        }
    }

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    public static Sha256 of(MessageDigest finished) {
        return new Sha256(HexFormat.of().formatHex(finished.digest()));
    }

    public static Sha256 of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return of(digest);
    }

    @JsonCreator
    static Sha256 ofText(String hex) {
        return new Sha256(hex);
    }

    /// Reads the field `Repr-Digest` of RFC 9530.
    public static Parsed<Sha256> parseDigestField(String field) {
        Matcher digest = DIGEST_FIELD.matcher(field);
        if (!digest.matches()) {
            return Parsed.refused("A digest reads sha-256=:{base64}: (RFC 9530)");
        }
        return Parsed.ok(new Sha256(HexFormat.of().formatHex(Base64.getDecoder().decode(digest.group(1)))));
    }

    public String digestField() {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
    }

    @JsonValue
    @Override
    public String toString() {
        return hex;
    }
}
