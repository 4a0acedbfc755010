package tintype.local.plan;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.local.data.Cluster;

/// What each service is told. Whatever else is in the launcher's own environment is handed on, so that any setting of
/// a service can be given to `tintype up`.
public record Environment(Settings settings, Cluster cluster, String token, List<Member> members) {

    public Map<String, String> of(Member member) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", member.host());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(member.port()));
        environment.put("TINTYPE_KAFKA", settings.kafkaInUse().text());
        environment.put("TINTYPE_TOKEN", token);
        environment.put("TINTYPE_DATA", member.data().toString());
        environment.put("TINTYPE_GROUPS", Integer.toString(cluster.groups()));
        environment.put("TINTYPE_PUBLIC_URL", settings.publicUrl().toString());
        // Two arenas of malloc instead of eight for each processor: tens of MB less for each JVM.
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(ofPart(member));
        return environment;
    }

    private Map<String, String> ofPart(Member member) {
        return switch (member.part()) {
            case METADATA -> Map.of(
                    "TINTYPE_DATABASE", settings.databaseInUse().url(),
                    "TINTYPE_DATABASE_USER", settings.databaseInUse().user(),
                    "TINTYPE_DATABASE_PASSWORD", settings.databaseInUse().password(),
                    "TINTYPE_NODES", nodes(),
                    "TINTYPE_UPLOAD_URL", urlOf(Part.UPLOAD),
                    "TINTYPE_METADATA_URL", urlOf(Part.METADATA));
            case NODE -> Map.of("TINTYPE_NODE_NAME", member.name(), "TINTYPE_THUMBNAIL_URL", urlOf(Part.THUMBNAIL));
            case GATEWAY -> Map.of(
                    "TINTYPE_UPLOAD_URL", urlOf(Part.UPLOAD), "TINTYPE_METADATA_URL", urlOf(Part.METADATA));
            case POSTGRES, KAFKA, THUMBNAIL, UPLOAD -> Map.of();
        };
    }

    private String nodes() {
        return members.stream()
                .filter(member -> member.part() == Part.NODE)
                .map(node -> node.name() + "=" + node.url())
                .collect(joining(","));
    }

    private String urlOf(Part part) {
        return "http://127.0.0.1:" + settings.ports().of(part);
    }
}
