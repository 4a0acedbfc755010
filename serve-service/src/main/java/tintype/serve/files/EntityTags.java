package tintype.serve.files;

import java.util.List;

/// Compares the list of entity tags in a field with a file's own, which is strong (RFC 9110, 8.8.3.2 and 13.1).
final class EntityTags {

    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private EntityTags() {}

    /// As in `If-Match`: a weak tag is none.
    static boolean matchStrongly(List<String> fields, String own) {
        return fields.stream().anyMatch(field -> matches(field, own, false));
    }

    /// As in `If-None-Match`.
    static boolean matchWeakly(List<String> fields, String own) {
        return fields.stream().anyMatch(field -> matches(field, own, true));
    }

    private static boolean matches(String field, String own, boolean weakly) {
        if (field.trim().equals(ANY)) {
            return true;
        }
        int at = 0;
        while (at < field.length()) {
            boolean weak = field.startsWith(WEAK, at);
            int opening = weak ? at + WEAK.length() : at;
            if (opening >= field.length() || field.charAt(opening) != '"') {
                at++; // a comma, a space, or rubbish
                continue;
            }
            int closing = field.indexOf('"', opening + 1);
            if (closing < 0) {
                return false;
            }
            if ((weakly || !weak) && field.substring(opening, closing + 1).equals(own)) {
                return true;
            }
            at = closing + 1;
        }
        return false;
    }
}
