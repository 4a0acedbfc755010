package tintype.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import tintype.contract.Node;

/// The connections to nodes and services: kept open, bounded, and with a bounded queue before them.
@ApplicationScoped
class Upstreams {

    /// Shorter than nodes and services keep theirs, or requests would now and then meet one that is just being closed.
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int MAX_HEADER = 1 << 16;

    private final GatewayConfig config;
    private final MeterRegistry metrics;
    private final HttpClient nodes;
    private final HttpClient services;
    private final HttpClient uploads;

    Upstreams(Vertx vertx, GatewayConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        // Reads are too many to be traced one by one: a trace passes through, but no span is made.
        this.nodes = client(vertx, options(TracingPolicy.IGNORE));
        this.services = client(vertx, options(TracingPolicy.PROPAGATE));
        // One connection each: a reused one may be just being closed, and an upload cannot be sent a second time.
        this.uploads = client(vertx, options(TracingPolicy.PROPAGATE).setKeepAlive(false));
    }

    private HttpClient client(Vertx vertx, HttpClientOptions options) {
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.connections()));
    }

    private HttpClientOptions options(TracingPolicy tracing) {
        return new HttpClientOptions()
                .setMaxChunkSize(config.chunk().asBigInteger().intValueExact())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleTimeout().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxWaitQueueSize(config.waiting())
                .setMaxHeaderSize(MAX_HEADER)
                .setDecompressionSupported(false)
                .setTracingPolicy(tracing);
    }

    Upstream node(Node node) {
        return new Upstream(node.name().toString(), node.url(), nodes, config, metrics);
    }

    Upstream uploadService(URI url) {
        return new Upstream("upload-service", url, uploads, config, metrics);
    }

    Upstream metadataService(URI url) {
        return new Upstream("metadata-service", url, services, config, metrics);
    }
}
