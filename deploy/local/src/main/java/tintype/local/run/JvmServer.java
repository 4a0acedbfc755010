package tintype.local.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tintype.local.plan.Member;

/// A part that is a JVM of its own: each service, and Kafka's broker.
///
/// @param command what to run, from the path of `java` on
/// @param probe whether it is ready
record JvmServer(
        Member member, List<String> command, Map<String, String> environment, Path log, Predicate<Member> probe)
        implements Server {

    /// Ctrl-C reaches every process of the terminal at once; only the launcher may hear it, and stops them in order.
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    /// The command line of a member.
    ///
    /// @param aot options for the cache of classes
    /// @param program `-jar some.jar`, or a class path, a main class and its arguments
    static List<String> command(Member member, List<String> aot, List<String> program) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // First of all, since the system shows no more than the beginning of a command line. See Member.data.
        command.add("-Dtintype.data=" + member.data());
        command.addAll(member.part().jvmOptions());
        command.addAll(aot);
        command.addAll(program);
        return List.copyOf(command);
    }

    @Override
    public ProcessHandle start() throws IOException {
        Files.createDirectories(member.data());
        var whole = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        whole.addAll(command);
        var builder = new ProcessBuilder(whole)
                .directory(member.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process.toHandle();
    }

    @Override
    public boolean isReady() {
        return probe.test(member);
    }

    @Override
    public void stop(ProcessHandle process, Duration patience) {
        Stopping.stop(process, patience);
    }
}
