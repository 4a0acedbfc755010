package tintype.metadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The way from the service to its database, which tests can cut and mend.
final class DatabaseLine implements AutoCloseable {

    private final String host;
    private final int port;
    private final ServerSocket entry;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    DatabaseLine(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for the service", e);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(DatabaseLine::close);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket service = entry.accept();
                if (cut) {
                    close(service);
                    continue;
                }
                Socket database = new Socket(host, port);
                // Else what fills more than one buffer waits 40 ms for the other end's acknowledgement.
                service.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                open.add(service);
                open.add(database);
                Thread.startVirtualThread(() -> copy(service, database));
                Thread.startVirtualThread(() -> copy(database, service));
            } catch (IOException e) {
                // The line was closed, or the database is: the service sees its connection end.
                open.removeIf(Socket::isClosed);
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One end has closed; so do both.
            open.remove(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot cut " + socket, e);
        }
    }

    @Override
    public void close() {
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the line", e);
        }
        cut();
    }
}
