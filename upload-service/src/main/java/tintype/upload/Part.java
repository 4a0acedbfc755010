package tintype.upload;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A piece of an upload, in the order in which it arrives.
sealed interface Part {

    /// @param name  what the client calls the file
    /// @param bytes to be read before the next part is asked for
    record File(@Nullable String name, InputStream bytes) implements Part {}

    record Label(String name, String value) implements Part {}
}
