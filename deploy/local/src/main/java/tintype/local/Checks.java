package tintype.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tintype.local.plan.Bootstrap;
import tintype.local.plan.Database;
import tintype.local.plan.Member;
import tintype.local.plan.Part;
import tintype.local.plan.Ports;
import tintype.local.plan.Settings;
import tintype.local.terminal.Refusal;

/// What must hold before anything is started.
final class Checks {

    private Checks() {}

    static void beforeStart(Settings settings, List<Member> members) {
        requireBuilt(settings.home(), members);
        settings.kafka().ifPresent(Bootstrap::requireAnswer);
        settings.database().ifPresent(Database::requireAnswer);
        requireFreePorts(settings, members);
    }

    private static void requireBuilt(Path home, List<Member> members) {
        for (Member member : members) {
            Path jar = member.part().jar(home);
            if (!Files.isRegularFile(jar)) {
                throw new Refusal(
                        member.part().label() + " is not built: " + jar + " is missing; run './tintype build'");
            }
        }
    }

    private static void requireFreePorts(Settings settings, List<Member> members) {
        for (Member member : members) {
            requireFree(member.name(), member.host(), member.port());
            if (member.part() == Part.KAFKA) {
                requireFree("kafka's controller", member.host(), settings.ports().ofKafkaController());
            }
        }
    }

    private static void requireFree(String name, String host, int port) {
        try {
            Ports.obstacle(InetAddress.getByName(host), port).ifPresent(reason -> {
                throw new Refusal(
                        "Port " + port + " for " + name + ": " + reason + "; choose other ports with --port");
            });
        } catch (IOException e) {
            throw new Refusal("There is no address " + host + " on this machine", e);
        }
    }
}
