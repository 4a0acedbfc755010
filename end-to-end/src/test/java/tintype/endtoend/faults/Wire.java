package tintype.endtoend.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The line to a server, which can be cut one way: what is sent then is lost, and no end of it is ever seen.
final class Wire implements AutoCloseable {

    /// Of what is on the line.
    enum Way {
        REQUESTS,
        ANSWERS
    }

    private static final int BUFFER = 1 << 16;

    private final ServerSocket door;
    private final int target;
    private final Set<Way> cut = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Wire(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static Wire between(int port, int target) throws IOException {
        var wire = new Wire(new ServerSocket(port, 128, InetAddress.getByName("127.0.0.1")), target);
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    void cut(Way way) {
        cut.add(way);
    }

    /// Lines on which something was lost are of no use any more.
    void mend() {
        cut.clear();
        hangUp();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket caller) {
        open.add(caller);
        try (caller; var server = new Socket("127.0.0.1", target)) {
            open.add(server);
            caller.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> carry(server, caller, Way.ANSWERS));
            carry(caller, server, Way.REQUESTS);
            answers.join();
            open.remove(server);
        } catch (IOException e) {
            // The server is down; so the caller is hung up on.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
        }
    }

    private void carry(Socket from, Socket to, Way way) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!cut.contains(way)) {
                    out.write(buffer, 0, n);
                }
            }
            if (!cut.contains(way)) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            hangUp(from);
            hangUp(to);
        }
    }

    private void hangUp() {
        open.forEach(Wire::hangUp);
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot close " + socket, e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        hangUp();
    }
}
