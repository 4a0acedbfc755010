package tintype.metadata.balancer;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tintype.contract.store.NodeProtocol;

/// The files `balancer/…` of this module, filled in. Qute reads public methods only.
@ApplicationScoped
class ConfigurationTemplates {

    /// What a node needs to know of a request, as the gateway has it.
    private static final List<Field> FOR_NODES = fields(
            "Accept", "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since",
            "traceparent", "tracestate");
    /// Of the client's connection, or told anew.
    private static final List<Field> END_HERE = fields(
            "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Upgrade",
            "HTTP2-Settings", "Forwarded", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP");
    private static final String FRAMING = "host|connection|content-length|transfer-encoding";
    private static final List<Kind> KINDS = List.of(
            new Kind("any", "conn-failure empty-response junk-response response-timeout 404 500 501 502 503 504"),
            new Kind("missed", "404"));

    private final Template nginx;
    private final Template haproxy;
    private final Template map;

    ConfigurationTemplates() {
        Engine engine = Engine.builder().addDefaults().addValueResolver(new ReflectionValueResolver()).build();
        nginx = engine.parse(text("nginx.conf"));
        haproxy = engine.parse(text("haproxy.cfg"));
        map = engine.parse(text("haproxy.map"));
    }

    String nginx(FrontDoor door) {
        return common(nginx, door)
                .data("groups", door.lines())
                .data("turns", door.turnsOfNginx())
                .data("fieldsForNodes", FOR_NODES)
                .data("fieldsThatEndHere", END_HERE)
                .render();
    }

    /// The same for every version of the map in which the nodes are the same: a change of it needs a reload.
    String haproxy(FrontDoor door) {
        return common(haproxy, door)
                .data("turns", door.turnsOfHaproxy())
                .data("alive", NodeProtocol.ALIVE)
                .data("kinds", KINDS)
                .data("allowedForNodes", FRAMING + "|" + spelled(FOR_NODES))
                .data("endHere", spelled(END_HERE))
                .render();
    }

    String haproxyMap(FrontDoor door) {
        return map.data("groups", door.lines()).render();
    }

    private static TemplateInstance common(Template template, FrontDoor door) {
        return template.data("badRequest", FrontDoorProblem.BAD_REQUEST)
                .data("notFound", FrontDoorProblem.NOT_FOUND)
                .data("methodNotAllowed", FrontDoorProblem.METHOD_NOT_ALLOWED)
                .data("nodeUnavailable", FrontDoorProblem.NODE_UNAVAILABLE)
                .data("serviceUnavailable", FrontDoorProblem.SERVICE_UNAVAILABLE)
                .data("serviceTimeout", FrontDoorProblem.SERVICE_TIMEOUT)
                .data("cluster", door.map().cluster())
                .data("nodes", door.servers())
                .data("config", door.config())
                .data("buffer", door.config().chunk().asLongValue())
                .data("uploads", FrontDoor.addressOf(door.uploads()))
                .data("catalogue", FrontDoor.addressOf(door.catalogue()));
    }

    private static String text(String file) {
        try (InputStream in = ConfigurationTemplates.class.getResourceAsStream("/balancer/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read balancer/" + file + " of this program", e);
        }
    }

    private static List<Field> fields(String... names) {
        return Stream.of(names).map(Field::new).toList();
    }

    private static String spelled(List<Field> fields) {
        return fields.stream().map(field -> field.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining("|"));
    }

    record Field(String name) {
        /// As nginx names it in its variables.
        public String variable() {
            return name.toLowerCase(Locale.ROOT).replace('-', '_');
        }
    }

    record Kind(String name, String retryOn) {}
}
