package tintype.serve.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Something on this disk is not as it was written. Another node of the group may have it as it was.
public final class DamagedException extends IOException {

    DamagedException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
