package tintype.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// A node or service behind the gateway, and the count of what it answers: `tintype.gateway.requests`, by upstream and
/// outcome, with the time until the head of the answer.
final class Upstream {

    private static final Logger LOG = Logger.getLogger(Upstream.class);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Supplier<HttpClient> http;
    private final RequestOptions address;
    private final Map<Outcome, Timer> outcomes;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    Upstream(String name, URI url, Supplier<HttpClient> http, GatewayConfig config, MeterRegistry metrics) {
        boolean ssl = "https".equals(url.getScheme());
        int port = url.getPort() != -1 ? url.getPort() : ssl ? 443 : 80;
        this.name = name;
        this.http = http;
        this.address = new RequestOptions()
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(ssl)
                .setConnectTimeout(config.waitTimeout().toMillis());
        this.outcomes = Arrays.stream(Outcome.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        outcome -> metrics.timer(
                                "tintype.gateway.requests", "upstream", name, "outcome", outcome.toString()),
                        (one, _) -> one,
                        () -> new EnumMap<>(Outcome.class)));
    }

    /// Fails when there is no connection to be had.
    Future<HttpClientRequest> request(HttpMethod method, String uri) {
        return http.get().request(new RequestOptions(address).setMethod(method).setURI(uri));
    }

    void count(Outcome outcome, long startedAt) {
        outcomes.get(outcome).record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
    }

    /// At most a line a second: a node that is down would fill the log with one for each request.
    void complain(String trouble, String path, Throwable cause) {
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET)) {
            LOG.warnf("%s %s for %s: %s", name, trouble, path, cause.getMessage());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
