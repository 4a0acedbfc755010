package tintype.endtoend.power;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A write of which only the first half of the bytes was sent, until it is finished.
final class HalfWrite implements AutoCloseable {

    private final Socket socket;
    private final byte[] bytes;

    /// @param fields of the header
    HalfWrite(URI url, Map<String, String> fields, byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.socket = new Socket(url.getHost(), url.getPort());
        var head = new StringBuilder("PUT " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n");
        fields.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, 0, bytes.length / 2);
        out.flush();
    }

    /// @return the status of the answer
    int finish() throws IOException {
        socket.getOutputStream().write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        return Integer.parseInt(answer.readLine().split(" ")[1]);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
