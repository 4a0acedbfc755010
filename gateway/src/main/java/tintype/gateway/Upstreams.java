package tintype.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import tintype.contract.groups.Node;

/// The connections to nodes and services: kept open, bounded, and with a bounded queue before them.
///
/// Each event loop has connections to nodes of its own: a request then never goes over to another loop and back, which
/// took a tenth of the time of a small file.
@ApplicationScoped
class Upstreams {

    /// Shorter than nodes and services keep theirs, or requests would now and then meet one that is just being closed.
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int MAX_HEADER = 1 << 16;

    private final GatewayConfig config;
    private final MeterRegistry metrics;
    private final ThreadLocal<HttpClient> nodes;
    private final HttpClient services;
    private final HttpClient uploads;

    Upstreams(Vertx vertx, GatewayConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        // Reads are too many to be traced one by one: a trace passes through, but no span is made.
        int loops = loops(vertx);
        this.nodes = ThreadLocal.withInitial(() -> client(vertx, options(TracingPolicy.IGNORE), loops));
        this.services = client(vertx, options(TracingPolicy.PROPAGATE), 1);
        // One connection each: a reused one may be just being closed, and an upload cannot be sent a second time.
        this.uploads = client(vertx, options(TracingPolicy.PROPAGATE).setKeepAlive(false), 1);
    }

    private static int loops(Vertx vertx) {
        int loops = 0;
        for (EventExecutor _ : vertx.nettyEventLoopGroup()) {
            loops++;
        }
        return loops;
    }

    /// @param sharers of the connections and of the queue
    private HttpClient client(Vertx vertx, HttpClientOptions options, int sharers) {
        return vertx.createHttpClient(
                options.setMaxWaitQueueSize(Math.ceilDiv(config.waiting(), sharers)),
                new PoolOptions().setHttp1MaxSize(Math.ceilDiv(config.connections(), sharers)));
    }

    private HttpClientOptions options(TracingPolicy tracing) {
        return new HttpClientOptions()
                .setMaxChunkSize(config.chunk().asBigInteger().intValueExact())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER)
                .setDecompressionSupported(false)
                .setTracingPolicy(tracing);
    }

    Upstream node(Node node) {
        return new Upstream(node.name().toString(), node.url(), nodes::get, config, metrics);
    }

    Upstream uploadService(URI url) {
        return new Upstream("upload-service", url, () -> uploads, config, metrics);
    }

    Upstream metadataService(URI url) {
        return new Upstream("metadata-service", url, () -> services, config, metrics);
    }
}
