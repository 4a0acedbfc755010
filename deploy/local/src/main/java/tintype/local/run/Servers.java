package tintype.local.run;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tintype.local.data.Cluster;
import tintype.local.data.DataDirectory;
import tintype.local.plan.AotCache;
import tintype.local.plan.Environment;
import tintype.local.plan.Member;
import tintype.local.plan.Ports;
import tintype.local.plan.Settings;

/// How each member of one start of the suite is run.
final class Servers {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Settings settings;
    private final DataDirectory directory;
    private final Cluster cluster;
    private final AotCache aot;
    private final List<Member> members;
    private final Environment environment;
    private final Readiness readiness = new Readiness();

    Servers(Settings settings, DataDirectory directory, Cluster cluster, AotCache aot) {
        this.settings = settings;
        this.directory = directory;
        this.cluster = cluster;
        this.aot = aot;
        this.members = Member.of(settings, directory, cluster.nodes());
        this.environment = new Environment(settings, cluster, directory.token(), members);
    }

    List<Server> all() {
        return members.stream().map(this::of).toList();
    }

    private Server of(Member member) {
        Path log = directory.log(member.name()).path();
        return switch (member.part()) {
            case POSTGRES -> new PostgresServer(
                    member, binaries(), log, directory.of("run").resolve("postgres.first-start"));
            case KAFKA -> new JvmServer(
                    member, command(member, kafka(member)), environment.of(member), log, Servers::listens);
            case METADATA, NODE, THUMBNAIL, UPLOAD, GATEWAY -> new JvmServer(
                    member, command(member, service(member)), environment.of(member), log, readiness::of);
        };
    }

    private List<String> command(Member member, List<String> program) {
        return JvmServer.command(
                member, aot.options(member.part().aotCache(settings.home()), jar(member)), program);
    }

    private List<String> service(Member member) {
        return List.of("-jar", jar(member).toString());
    }

    private List<String> kafka(Member member) {
        var program = new ArrayList<>(List.of("-cp", ownClassPath(), KafkaBroker.class.getName()));
        program.addAll(KafkaBroker.arguments(
                member.port(), settings.ports().ofKafkaController(), member.data(), cluster.kafka()));
        return program;
    }

    private static boolean listens(Member broker) {
        return Ports.answers(broker.host(), broker.port(), LOOK);
    }

    private Path jar(Member member) {
        return member.part().jar(settings.home());
    }

    /// Where PostgreSQL is unpacked; it is the same for all data directories.
    private Path binaries() {
        return settings.home().resolve("deploy/local/target/postgres");
    }

    /// Absolute, since each process runs in its own directory.
    private static String ownClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }
}
