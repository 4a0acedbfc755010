package tintype.local.plan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import tintype.local.terminal.Reason;
import tintype.local.terminal.Refusal;

/// Which part listens where, counted from the port of the gateway.
public record Ports(int base) {

    static final int KAFKA_CONTROLLER_OFFSET = 5;
    /// The highest base from which the parts and 99 nodes still have ports.
    public static final int HIGHEST_BASE = 65_535 - 11 - 99;

    public Ports {
        if (base < 1 || base > HIGHEST_BASE) {
            throw new Refusal("--port is " + base + ", not one of 1 to " + HIGHEST_BASE);
        }
    }

    public int of(Part part) {
        return base + part.portOffset();
    }

    int ofNode(int number) {
        return of(Part.NODE) + number - 1;
    }

    public int ofKafkaController() {
        return base + KAFKA_CONTROLLER_OFFSET;
    }

    public static boolean isFree(InetAddress address, int port) {
        return obstacle(address, port).isEmpty();
    }

    /// Why one cannot listen there: mostly since somebody does already.
    public static Optional<String> obstacle(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Reason.of(e));
        }
    }

    public static boolean answers(String host, int port, Duration patience) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
