package tintype.metadata.balancer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tintype.cluster.http.FailureException;
import tintype.contract.groups.Assignment;
import tintype.contract.groups.GroupMap;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;
import tintype.metadata.MetadataFailure;

/// What a load balancer in the gateway's place has to know: the map of groups, and where the services of the API are.
record FrontDoor(GroupMap map, URI uploads, URI catalogue, BalancerConfig config) {

    /// A read set has at least this many places, so that groups can get copies and move without a new configuration.
    private static final int PLACES = 3;

    FrontDoor {
        map.nodes().forEach(node -> requirePlain(node.url()));
        requirePlain(uploads);
        requirePlain(catalogue);
    }

    List<Server> servers() {
        return map.nodes().stream().map(Server::of).toList();
    }

    /// Nodes are asked one after the other, each once.
    List<Turn> turnsOfNginx() {
        return turns(longestReadSet());
    }

    /// All but the last node of a group are asked twice before a file is not found.
    List<Turn> turnsOfHaproxy() {
        return turns(2 * Math.max(PLACES, longestReadSet()) - 1);
    }

    List<Line> lines() {
        return map.groups().stream().map(Line::of).toList();
    }

    private int longestReadSet() {
        return map.groups().stream().mapToInt(group -> group.read().size()).max().orElseThrow();
    }

    private static List<Turn> turns(int count) {
        List<Turn> turns = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            turns.add(new Turn(number, number == count));
        }
        return turns;
    }

    static String addressOf(URI url) {
        return url.getHost() + ":" + (url.getPort() == -1 ? 80 : url.getPort());
    }

    /// Better no configuration than one that speaks plainly to a port that expects TLS.
    private static void requirePlain(URI url) {
        if (!"http".equals(url.getScheme())) {
            throw new FailureException(MetadataFailure.BALANCED_OVER_TLS);
        }
    }

    record Server(String name, String address) {
        static Server of(Node node) {
            return new Server(node.name().toString(), addressOf(node.url()));
        }
    }

    /// @param number from 1
    record Turn(int number, boolean isLast) {
        public int before() {
            return number - 1;
        }

        public int next() {
            return number + 1;
        }
    }

    /// Whom to ask for a group.
    ///
    /// @param nodes in nginx's spelling: their names in order
    /// @param turns in HAProxy's spelling: the nodes in order, then all but the last again, each with how to go on
    record Line(String name, String nodes, String turns) {

        static Line of(Assignment group) {
            return new Line(
                    group.group().toString(),
                    group.read().stream().map(NodeName::text).collect(Collectors.joining(",")),
                    turns(group.read().stream().map(NodeName::text).toList()));
        }

        private static String turns(List<String> nodes) {
            int last = nodes.size() - 1;
            List<String> turns = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                turns.add("any:" + nodes.get(i));
            }
            if (last > 0) {
                turns.add("missed:" + nodes.get(last));
            }
            for (int i = 0; i < last - 1; i++) {
                turns.add("missed:" + nodes.get(i));
            }
            turns.add("last:" + nodes.get(Math.max(0, last - 1)));
            return String.join(",", turns);
        }
    }
}
