package tintype.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Stands in for a service: ready at once, unless it is told to be otherwise.
public final class StubService {

    private StubService() {}

    public static void main(String[] arguments) throws IOException {
        String name = Path.of(System.getenv("TINTYPE_DATA")).getFileName().toString();
        if (name.equals(System.getenv("STUB_REFUSES"))) {
            System.err.println("There is no token, so " + name + " does not start");
            System.exit(3);
        }
        var server = HttpServer.create(
                new InetSocketAddress(System.getenv("QUARKUS_HTTP_HOST"), port()), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(name + " stops in order")));
        server.start();
    }

    private static int port() {
        return Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    }
}
