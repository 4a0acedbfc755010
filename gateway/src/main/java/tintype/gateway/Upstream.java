package tintype.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The connections to nodes and services: kept open, bounded, and with a bounded queue before them.
final class Upstream {

    /// Vert.x reads 8 KB at a time by default, which costs half of the throughput of large files.
    private static final int CHUNK = 1 << 18;

    @Produces
    @Singleton
    HttpClient client(Vertx vertx, GatewayConfig config) {
        var options = new HttpClientOptions()
                .setMaxChunkSize(CHUNK)
                .setReceiveBufferSize(CHUNK)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxWaitQueueSize(config.waiting())
                .setMaxHeaderSize(CHUNK)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.connections()));
    }
}
