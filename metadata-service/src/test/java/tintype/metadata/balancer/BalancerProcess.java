package tintype.metadata.balancer;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A load balancer of this machine in the gateway's place, in a directory of its own.
final class BalancerProcess implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FOUND = find();

    private final Path directory;
    private final int port;
    private final Process process;

    private BalancerProcess(Path directory, int port, List<String> command) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = program(directory, port, command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Awaitility.await().until(this::listensOrIsDead);
        if (!process.isAlive()) {
            throw new IllegalStateException(command + " ended: " + Files.readString(directory.resolve("log")));
        }
        RestAssured.port = port;
    }

    static BalancerProcess nginx(String tintypeConf) throws IOException {
        int port = freePort();
        Path directory = Files.createTempDirectory("nginx");
        Files.writeString(directory.resolve("tintype.conf"), tintypeConf);
        Files.createDirectories(directory.resolve("tintype.d"));
        Files.writeString(directory.resolve("tintype.d/listen.conf"), "listen 127.0.0.1:" + port + ";\n");
        // nginx as a service says where its pid, logs and bodies go; here, they are in its directory.
        String main = Files.readString(ROOT.resolve("deploy/nginx/nginx.conf"))
                .replace("http {", """
                        http {
                            client_body_temp_path %1$s/body;
                            proxy_temp_path %1$s/proxy;
                            fastcgi_temp_path %1$s/fastcgi;
                            scgi_temp_path %1$s/scgi;
                            uwsgi_temp_path %1$s/uwsgi;
                        """.formatted(directory));
        Files.writeString(
                directory.resolve("nginx.conf"),
                "daemon off;\npid " + directory + "/nginx.pid;\nerror_log stderr;\n" + main);
        return new BalancerProcess(directory, port, List.of("nginx", "-c", directory + "/nginx.conf"));
    }

    static BalancerProcess haproxy(String cfg, String map) throws IOException {
        int port = freePort();
        Path directory = Files.createTempDirectory("haproxy");
        Files.copy(ROOT.resolve("deploy/haproxy/haproxy.cfg"), directory.resolve("haproxy.cfg"));
        Files.writeString(directory.resolve("tintype.cfg"), cfg);
        Files.writeString(directory.resolve("tintype.map"), map);
        return new BalancerProcess(
                directory, port,
                List.of("haproxy", "-W", "-f", directory + "/haproxy.cfg", "-f", directory + "/tintype.cfg"));
    }

    Path directory() {
        return directory;
    }

    long pid() {
        return process.pid();
    }

    /// A program of this repository or machine that knows where this load balancer is.
    private static ProcessBuilder program(Path directory, int port, List<String> command) {
        var program = new ProcessBuilder(command);
        program.environment().put("PATH", FOUND.get(0));
        program.environment().put("LD_LIBRARY_PATH", FOUND.get(1));
        program.environment().put("TINTYPE_BIND", "127.0.0.1:" + port);
        program.environment().put("TINTYPE_MAP", directory.resolve("tintype.map").toString());
        program.environment().put("TINTYPE_SOCKET", directory.resolve("socket").toString());
        return program;
    }

    /// Runs this repository's script that lets the load balancer follow the map; what it says is in the log.
    int update(String script, URI metadataService, String reload) throws IOException, InterruptedException {
        var command = List.of(ROOT.resolve(script).toString(), directory.toString());
        ProcessBuilder update = program(directory, port, command);
        update.environment().put("TINTYPE_METADATA_URL", metadataService.toString());
        update.environment().put("TINTYPE_TOKEN", "a-token-that-is-long-enough");
        update.environment().put(script.contains("nginx") ? "NGINX_RELOAD" : "HAPROXY_RELOAD", reload);
        return update.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("update.log").toFile()))
                .start()
                .waitFor();
    }

    /// The processes that serve.
    Set<Long> workers() {
        return process.children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static List<String> find() {
        try {
            Process script = new ProcessBuilder(
                            ROOT.resolve("deploy/install-balancers.sh").toString(),
                            Path.of("target/balancers").toAbsolutePath().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> lines = script.inputReader().lines().toList();
            if (script.waitFor() != 0) {
                throw new IllegalStateException("deploy/install-balancers.sh failed");
            }
            return lines;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Cannot run deploy/install-balancers.sh", e);
        }
    }

    private boolean listensOrIsDead() {
        if (!process.isAlive()) {
            return true;
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Process rm = new ProcessBuilder("rm", "-rf", directory.toString()).start();
        rm.waitFor();
    }
}
