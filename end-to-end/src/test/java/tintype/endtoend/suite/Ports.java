package tintype.endtoend.suite;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/// Ports of this machine that nobody listens on. Tests that run side by side look for them in places of their own, as
/// whoever has found some takes them a while later.
public final class Ports {

    private static final int FIRST = Integer.getInteger("tintype.first-port", 18_080);
    private static final int TRIED = 7_000;
    private static final int STEP = 100;

    private Ports() {}

    /// The first of so many in a row.
    public static int free(int count) {
        return IntStream.iterate(FIRST, base -> base < FIRST + TRIED, base -> base + STEP)
                .filter(base -> IntStream.range(base, base + count).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
