package tintype.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tintype.contract.Failure;
import tintype.contract.Json;
import tintype.contract.Problem;
import tintype.contract.store.NodeProtocol;

/// A thumbnail-service for tests: each test says what it does before it answers, and what it answers.
public final class FakeRenderer implements AutoCloseable {

    public interface Answer {
        /// @return the status; 422 comes with a problem
        int to(String path) throws Exception;
    }

    private final HttpServer server;
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private volatile Answer answer = _ -> 503;

    FakeRenderer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(NodeProtocol.RENDER, this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void answers(Answer next) {
        orders.clear();
        answer = next;
    }

    /// The paths of the variants that it was asked for since [#answers].
    public List<String> orders() {
        return List.copyOf(orders);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isMember = ("Bearer " + NodeCluster.TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            JsonNode order = Json.MAPPER.readTree(exchange.getRequestBody());
            String path = "/g/" + order.get("group").asText() + "/" + order.get("id").asText() + "/" + order.get("file").asText();
            orders.add(path);
            send(exchange, isMember ? answer.to(path) : 401);
        } catch (Exception e) {
            throw new IOException("The test's answer failed", e);
        }
    }

    private static void send(HttpExchange exchange, int status) throws IOException {
        byte[] problem = status == 204 ? new byte[0] : Json.print(Problem.of(new Refusal(status), "It is broken."));
        exchange.sendResponseHeaders(status, problem.length == 0 ? -1 : problem.length);
        exchange.getResponseBody().write(problem);
    }

    private record Refusal(int status) implements Failure {
        @Override
        public String name() {
            return "CORRUPT";
        }

        @Override
        public String text() {
            return "The image cannot be rendered.";
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
