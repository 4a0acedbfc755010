package tintype.gateway;

import java.util.Optional;
import tintype.contract.Group;
import tintype.contract.ImageName;

/// The shape of a file's path, and the group in it; what the names in it mean is for the node to judge.
///
/// Looks at a path as it came, undecoded. As only lower-case letters, digits, dashes and one inner dot pass, a path that
/// passes is the same path to everybody.
final class FilePath {

    private static final String PREFIX = "/" + ImageName.ROOT + "/";
    private static final int GROUP = PREFIX.length();
    private static final int ID = GROUP + 4;
    private static final int FILE = ID + 27;
    private static final int MAX_FILE = 64;

    private FilePath() {}

    static Optional<Group> groupOf(String path) {
        boolean shaped = path.startsWith(PREFIX)
                && path.length() > FILE
                && path.length() <= FILE + MAX_FILE
                && path.charAt(ID - 1) == '/'
                && path.charAt(FILE - 1) == '/'
                && isWord(path, ID, FILE - 1)
                && isFile(path);
        return shaped ? Group.parse(path.substring(GROUP, ID - 1)).optional() : Optional.empty();
    }

    private static boolean isFile(String path) {
        int dot = path.indexOf('.', FILE);
        return dot > FILE && dot < path.length() - 1 && isWord(path, FILE, dot) && isWord(path, dot + 1, path.length());
    }

    private static boolean isWord(String path, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
