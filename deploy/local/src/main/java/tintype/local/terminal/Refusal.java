package tintype.local.terminal;

/// A reason not to go on that the user can do something about: one line on stderr, never a stack trace.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal(String line) {
        super(line);
    }

    public Refusal(String line, Throwable cause) {
        super(line, cause);
    }
}
