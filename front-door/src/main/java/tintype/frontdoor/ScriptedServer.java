package tintype.frontdoor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import tintype.contract.store.NodeProtocol;

/// A node or service for tests, which answers byte for byte as its script says and remembers what it was asked, except
/// for whether it is there. Each connection serves one request.
public final class ScriptedServer implements AutoCloseable {

    public interface Script {
        void play(Call call) throws IOException, InterruptedException;
    }

    /// @param head the request line and all fields, as they came
    public record Call(String head, InputStream in, OutputStream out) {
        public String line() {
            return head.lines().findFirst().orElseThrow();
        }

        public List<String> fields(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ": ";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        }

        public String field(String name) {
            return String.join(",", fields(name));
        }

        public byte[] body() throws IOException {
            return in.readNBytes(Integer.parseInt(field("content-length")));
        }

        public void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        public void answer(int status, String body, String... fields) throws IOException {
            String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
            write("HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n" + more
                    + "\r\n" + body);
        }
    }

    private final ServerSocket listening;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Script script;
    private volatile boolean standsStill;

    ScriptedServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a server", e);
        }
        answers(404, "");
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    public void plays(Script next) {
        script = next;
    }

    public void answers(int status, String body, String... fields) {
        plays(call -> call.answer(status, body, fields));
    }

    /// Takes requests, and answers none until it is made to [#forget] this.
    public void standsStill() {
        standsStill = true;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public Call lastCall() {
        return calls.getLast();
    }

    void forget() {
        calls.clear();
        standsStill = false;
        answers(404, "");
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            String head = readHead(in);
            if (head.isEmpty()) {
                return;
            }
            Call call = new Call(head, in, socket.getOutputStream());
            boolean isCheck = head.contains(" " + NodeProtocol.ALIVE + " ");
            if (!isCheck) {
                calls.add(call);
            }
            while (standsStill) {
                Thread.sleep(50);
            }
            if (isCheck) {
                call.answer(200, "");
            } else {
                script.play(call);
            }
        } catch (IOException | InterruptedException e) {
            // The other side left, which is what some tests are about.
        }
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) >= 0) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop a server", e);
        }
    }
}
