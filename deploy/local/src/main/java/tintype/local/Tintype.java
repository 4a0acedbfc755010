package tintype.local;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import tintype.local.operate.FsckCommand;
import tintype.local.operate.GroupsCommand;
import tintype.local.operate.NodesCommand;
import tintype.local.operate.RebalanceCommand;
import tintype.local.operate.RebuildCatalogueCommand;
import tintype.local.operate.ReplicasCommand;
import tintype.local.terminal.Console;
import tintype.local.terminal.Refusal;

/// The command `tintype`, without what the script of that name does itself (`build`, `test`).
@Command(
        name = "tintype",
        description = "Stores, renders and serves the photos of a website's users.",
        mixinStandardHelpOptions = true,
        versionProvider = Tintype.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Also: 'tintype build' and 'tintype test'."})
public final class Tintype {

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tintype.class.getPackage().getImplementationVersion();
            return new String[] {"tintype " + (version == null ? "(not packaged)" : version)};
        }
    }

    private Tintype() {}

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /// Trouble is one line on stderr: exit code 2 for a command line that cannot be understood, 1 for all else.
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        var console = new Console(out, err);
        var commandLine = new CommandLine(new Tintype())
                .addSubcommand(new Up(console))
                .addSubcommand(new NodesCommand(console))
                .addSubcommand(new GroupsCommand(console))
                .addSubcommand(new ReplicasCommand(console))
                .addSubcommand(new RebalanceCommand(console))
                .addSubcommand(new FsckCommand(console))
                .addSubcommand(new RebuildCatalogueCommand(console))
                .addSubcommand(new Train(console))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        commandLine.setParameterExceptionHandler((e, given) -> {
            console.warn(firstLine(e) + " ('tintype " + nameOf(e) + "--help' tells more)");
            return 2;
        });
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof Refusal) {
                console.warn(e.getMessage());
            } else {
                console.warn("unexpected: " + e + (System.getenv("TINTYPE_DEBUG") == null
                        ? " (TINTYPE_DEBUG=1 shows where)" : ""));
                if (System.getenv("TINTYPE_DEBUG") != null) {
                    e.printStackTrace(err);
                }
            }
            return 1;
        });
        return commandLine.execute(arguments);
    }

    private static String nameOf(ParameterException e) {
        var command = e.getCommandLine();
        return command.getParent() == null ? "" : command.getCommandName() + " ";
    }

    private static String firstLine(ParameterException e) {
        return e.getMessage().lines().findFirst().orElse("");
    }
}
