package tintype.gateway;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Context;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tintype.contract.ImageName;

/// Reads are too many to be traced one by one. Suppressed by Quarkus' own setting, their spans would still be prepared
/// and then thrown away, which took a tenth of the time of a small file.
@ApplicationScoped
class UntracedReads implements VertxOptionsCustomizer {

    private static final String READS = "/" + ImageName.ROOT + "/";

    @Override
    public void accept(VertxOptions options) {
        TracingOptions tracing = options.getTracingOptions();
        if (tracing != null && tracing.getFactory() != null) {
            VertxTracerFactory all = tracing.getFactory();
            tracing.setFactory(_ -> new OfTheRest<>(all.tracer(tracing)));
        }
    }

    private record OfTheRest<I, O>(VertxTracer<I, O> all) implements VertxTracer<I, O> {

        /// Without a span, Vert.x does not ask for its end either.
        @Override
        public <R> @Nullable I receiveRequest(
                Context context, SpanKind kind, TracingPolicy policy, R request, String operation,
                Iterable<Map.Entry<String, String>> headers, TagExtractor<R> tags) {
            return request instanceof HttpServerRequest http && http.uri().startsWith(READS)
                    ? null
                    : all.receiveRequest(context, kind, policy, request, operation, headers, tags);
        }

        @Override
        public <R> void sendResponse(Context context, R response, I span, Throwable failure, TagExtractor<R> tags) {
            all.sendResponse(context, response, span, failure, tags);
        }

        @Override
        public <R> O sendRequest(
                Context context, SpanKind kind, TracingPolicy policy, R request, String operation,
                BiConsumer<String, String> headers, TagExtractor<R> tags) {
            return all.sendRequest(context, kind, policy, request, operation, headers, tags);
        }

        @Override
        public <R> void receiveResponse(Context context, R response, O span, Throwable failure, TagExtractor<R> tags) {
            all.receiveResponse(context, response, span, failure, tags);
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
