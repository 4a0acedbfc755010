package tintype.cluster;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/// Hands the trace of the work at hand on to the next process (W3C Trace Context).
public final class Tracing {

    private Tracing() {}

    public static void continueIn(HttpRequest.Builder request) {
        GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .inject(Context.current(), request, (carrier, name, value) -> carrier.setHeader(name, value));
    }

    public static void continueIn(Headers headers) {
        GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .inject(Context.current(), headers, (carrier, name, value) ->
                        carrier.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8)));
    }
}
