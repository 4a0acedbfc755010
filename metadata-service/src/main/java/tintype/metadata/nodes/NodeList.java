package tintype.metadata.nodes;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.contract.groups.Node;
import tintype.contract.groups.NodeName;

/// The setting `TINTYPE_NODES`: `node-1=http://10.0.0.1:8091;zone=rack-a,node-2=…`.
public final class NodeList {

    private static final String ZONE = "zone=";

    private NodeList() {}

    public static List<Node> parse(String setting) {
        List<Node> nodes = Arrays.stream(setting.split(",")).map(String::strip).map(NodeList::node).toList();
        if (nodes.stream().map(Node::name).distinct().count() < nodes.size()) {
            throw new IllegalArgumentException("TINTYPE_NODES has one name twice: '" + setting + "'");
        }
        return nodes;
    }

    private static Node node(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("TINTYPE_NODES reads name=url,name=url,… but has '" + text + "'");
        }
        String[] rest = text.substring(equals + 1).split(";", 2);
        return new Node(new NodeName(text.substring(0, equals)), url(rest[0], text), zone(rest, text));
    }

    private static URI url(String url, String text) {
        URI parsed = URI.create(url);
        if (parsed.getHost() == null) {
            throw new IllegalArgumentException("TINTYPE_NODES has '" + text + "'; a url reads http://host:port");
        }
        return parsed;
    }

    private static @Nullable String zone(String[] rest, String text) {
        if (rest.length == 1) {
            return null;
        }
        if (!rest[1].startsWith(ZONE)) {
            throw new IllegalArgumentException("TINTYPE_NODES has '" + text + "'; after ';' comes zone=");
        }
        return rest[1].substring(ZONE.length());
    }
}
