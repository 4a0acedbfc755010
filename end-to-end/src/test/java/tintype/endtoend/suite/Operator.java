package tintype.endtoend.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tintype.contract.Json;

/// Who adds and drains nodes, over the HTTP API of metadata-service.
public final class Operator {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration MOVED = Duration.ofMinutes(10);
    /// Operators look as often; to make the list of all groups costs what users might have.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String metadata;
    private final String token;

    public Operator(Suite suite) {
        this.metadata = suite.metadataService();
        this.token = suite.token();
    }

    public void add(Machine node) {
        add(node.url());
    }

    public void add(String url) {
        assertThat(send("POST", "/nodes", address(url)).statusCode()).isEqualTo(201);
    }

    private static String address(String url) {
        return "{\"url\":\"" + url + "\"}";
    }

    /// What is asked for while things go wrong; whether it was taken on.
    public boolean triesToAdd(String url) {
        return takesOn("POST", "/nodes", address(url));
    }

    public boolean triesToDrain(String node) {
        return takesOn("POST", "/nodes/" + node + "/drain", "{}");
    }

    public boolean triesToRebalance() {
        return takesOn("POST", "/rebalance", "{}");
    }

    private boolean takesOn(String method, String path, String body) {
        try {
            return send(method, path, body).statusCode() < 300;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// Makes the catalogue again from the disks.
    public void rebuildCatalogue() {
        assertThat(send("POST", "/rebuild-catalogue", "{}").statusCode()).isEqualTo(202);
        await("the catalogue is made again").atMost(MOVED).until(() -> {
            String state = json(send("GET", "/rebuild-catalogue", "")).path("state").asText();
            assertThat(state).isIn("running", "done");
            return state.equals("done");
        });
    }

    public void drain(String node) {
        assertThat(send("POST", "/nodes/" + node + "/drain", "{}").statusCode()).isEqualTo(202);
    }

    public void remove(String node) {
        assertThat(send("DELETE", "/nodes/" + node, "").statusCode()).isEqualTo(204);
    }

    public void keep(int replicas) {
        assertThat(send("PUT", "/replicas", "{\"count\":" + replicas + "}").statusCode()).isLessThan(300);
    }

    public void rebalance() {
        assertThat(send("POST", "/rebalance", "{}").statusCode()).isLessThan(300);
    }

    JsonNode progress() {
        return json(send("GET", "/rebalance", ""));
    }

    /// Until nothing is left to be moved, and the groups are where they are to be.
    public void awaitGroups(int copies, List<String> nodes) {
        await(copies + " copies of each group on " + nodes)
                .atMost(MOVED)
                .pollInterval(LOOK)
                .until(() -> {
                    List<List<String>> homes = homes();
                    return homes.stream().allMatch(home -> home.size() == copies && nodes.containsAll(home))
                            && homes.stream().flatMap(List::stream).distinct().count() == nodes.size()
                            && progress().path("state").asText().equals("done");
                });
    }

    /// Until each group has so many copies, wherever, and nothing is under way.
    public void awaitCopies(int copies) {
        await(copies + " copies of each group")
                .atMost(MOVED)
                .pollInterval(LOOK)
                .until(() -> homes().stream().allMatch(home -> home.size() == copies)
                        && !progress().path("state").asText().equals("running"));
    }

    /// The nodes of each group that have all of it.
    public List<List<String>> homes() {
        List<List<String>> homes = new ArrayList<>();
        json(send("GET", "/groups/overview", "")).forEach(group -> homes.add(
                StreamSupport.stream(group.get("nodes").spliterator(), false).map(JsonNode::asText).toList()));
        return homes;
    }

    /// Groups that take no uploads, in order.
    public List<String> readOnly() {
        return groups(group -> group.path("state").asText().equals("read-only"));
    }

    /// In order.
    public List<String> groupsOn(String node) {
        return groups(group -> StreamSupport.stream(group.get("nodes").spliterator(), false)
                .anyMatch(name -> name.asText().equals(node)));
    }

    public List<String> nodesOf(String group) {
        return homes().get(Integer.parseInt(group, 16));
    }

    /// Images of the group that are damaged, each replica for itself.
    public long damaged(String group) {
        return json(send("GET", "/groups/overview", "")).get(Integer.parseInt(group, 16)).get("damaged").asLong();
    }

    private List<String> groups(Predicate<JsonNode> kind) {
        return StreamSupport.stream(json(send("GET", "/groups/overview", "")).spliterator(), false)
                .filter(kind)
                .map(group -> group.get("group").asText())
                .toList();
    }

    public boolean answers(String node) {
        return json(send("GET", "/nodes/" + node, "")).path("answers").asBoolean();
    }

    public String state(String node) {
        return json(send("GET", "/nodes/" + node, "")).path("state").asText();
    }

    /// Groups whose replicas do not have the same files, by the totals that their nodes tell.
    public List<String> unequal() {
        List<String> unequal = new ArrayList<>();
        JsonNode map = json(send("GET", "/groups", ""));
        for (JsonNode group : map.get("groups")) {
            var totals = new TreeSet<String>();
            for (JsonNode name : group.get("read")) {
                for (JsonNode node : map.get("nodes")) {
                    if (node.get("name").equals(name)) {
                        String url = node.get("url").asText() + "/store/" + group.get("group").asText() + "/totals";
                        totals.add(ask("GET", url, "").body());
                    }
                }
            }
            if (totals.size() != 1) {
                unequal.add(group.get("group").asText() + ": " + totals);
            }
        }
        return unequal;
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return ask(method, metadata + path, body);
    }

    private HttpResponse<String> ask(String method, String url, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer.request(), answer.body()).isEqualTo(200);
        return Json.parse(answer.body().getBytes(), JsonNode.class).orThrow();
    }
}
