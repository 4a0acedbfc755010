package tintype.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TintypeTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                        | 2 | tintype: Missing required subcommand ('tintype --help' tells more)
                    up --nods                 | 2 | tintype: Unknown option: '--nods' ('tintype up --help' tells more)
                    up --port many            | 2 | tintype: Invalid value for option '--port': 'many' is not an int \
                    ('tintype up --help' tells more)
                    up --port 70000           | 1 | tintype: --port is 70000, not one of 1 to 65425
                    up --kafka somewhere      | 1 | tintype: --kafka is 'somewhere', not host:port
                    up --database mysql://x/y | 1 | tintype: --database is 'mysql://x/y', \
                    not like jdbc:postgresql://host:5432/name
                    """)
    void answersTroubleWithOneLineOnStderr(String arguments, int exitCode, String line) {
        int code = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(code).isEqualTo(exitCode);
        assertThat(err).hasToString(line + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--help, up", "up --help, --public-url", "up --help, --database", "--version, tintype"})
    void helps(String arguments, String word) {
        assertThat(run(arguments.split(" "))).isZero();
        assertThat(out.toString()).contains(word);
    }

    private int run(String... arguments) {
        return Tintype.run(new PrintStream(out), new PrintStream(err), arguments);
    }
}
