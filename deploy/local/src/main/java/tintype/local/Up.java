package tintype.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.local.data.Cluster;
import tintype.local.data.DataDirectory;
import tintype.local.plan.AotCache;
import tintype.local.plan.Bootstrap;
import tintype.local.plan.Database;
import tintype.local.plan.Member;
import tintype.local.plan.Ports;
import tintype.local.plan.Settings;
import tintype.local.run.LeftBehind;
import tintype.local.run.Suite;
import tintype.local.terminal.Console;

/// `tintype up`
@Command(
        name = "up",
        description = "Starts the whole suite on this machine and keeps it running until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = false)
final class Up implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:TINTYPE_PORT:-8080}",
            description = "Port of the gateway; the other parts listen on the ports above it. Default: 8080.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:TINTYPE_DATA:-data}",
            description = "Where everything is kept. Default: ./data.")
    private Path data = Path.of("data");

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "${env:TINTYPE_NODE_COUNT}",
            description = "How many serving nodes. Default: as many as DIR has, 2 at first."
                    + " A new node owns nothing yet.")
    private @Nullable Integer nodes;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "${env:TINTYPE_GROUPS}",
            description = "How many groups the images are spread over, fixed at the first start. Default: 256.")
    private @Nullable Integer groups;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:TINTYPE_KAFKA}",
            description = "Use this Kafka instead of starting one.")
    private @Nullable String kafka;

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            defaultValue = "${env:TINTYPE_DATABASE}",
            description = "Use this PostgreSQL instead of starting one, as TINTYPE_DATABASE_USER with"
                    + " TINTYPE_DATABASE_PASSWORD.")
    private @Nullable String database;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            defaultValue = "${env:TINTYPE_PUBLIC_URL}",
            description = "What the URLs in answers begin with. Default: http://localhost:PORT.")
    private @Nullable URI publicUrl;

    private final Console console;

    Up(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant begun = Instant.now();
        Settings settings = settings();
        try (var directory = DataDirectory.open(settings.data())) {
            Cluster cluster = directory.cluster(settings.nodes(), settings.groups());
            List<String> leftBehind = LeftBehind.stop(directory);
            if (!leftBehind.isEmpty()) {
                console.say("Stopped what an earlier start left behind: " + String.join(", ", leftBehind));
            }
            Checks.beforeStart(settings, Member.of(settings, directory, cluster.nodes()));
            directory.remember(cluster);
            directory.rememberPort(port);

            Suite suite = Suite.of(settings, directory, cluster, AotCache.USE, PATIENCE, console);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(suite), "stop"));
            console.say("Starting Tintype on " + directory.path());
            if (suite.start()) {
                welcome(settings, directory, begun);
                suite.awaitFailure();
            }
            stop(suite);
            return 1;
        }
    }

    private void stop(Suite suite) {
        if (suite.stop()) {
            console.say("Stopped.");
        }
    }

    Settings settings() {
        var ports = new Ports(port);
        return new Settings(
                Home.find(),
                data,
                ports,
                Optional.ofNullable(nodes),
                Optional.ofNullable(groups),
                Optional.ofNullable(kafka).map(Bootstrap::new),
                Optional.ofNullable(database).map(Up::database),
                publicUrl == null ? URI.create("http://localhost:" + port) : publicUrl);
    }

    private static Database database(String url) {
        var environment = System.getenv();
        return new Database(
                url,
                environment.getOrDefault("TINTYPE_DATABASE_USER", ""),
                environment.getOrDefault("TINTYPE_DATABASE_PASSWORD", ""));
    }

    private void welcome(Settings settings, DataDirectory directory, Instant begun) {
        String url = "http://localhost:" + port;
        console.say(
                """

                Ready after %s.

                  Tintype     %s
                  Kafka       %s
                  PostgreSQL  %s
                  Logs        %s
                  Upload      curl -F file=@photo.jpg %s/images
                  Stop        Ctrl-C
                """
                        .formatted(
                                Console.seconds(Duration.between(begun, Instant.now())),
                                url,
                                settings.kafkaInUse().text(),
                                settings.databaseInUse(),
                                directory.of("logs"),
                                url));
    }
}
