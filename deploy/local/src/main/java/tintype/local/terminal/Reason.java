package tintype.local.terminal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong, for people: the messages of file system exceptions are often the file's name alone.
public final class Reason {

    private Reason() {}

    public static String of(Throwable cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is not a directory";
            case NotDirectoryException there -> there.getFile() + " is not a directory";
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileSystemException other when other.getReason() != null -> other.getReason() + ": " + other.getFile();
            case Throwable other when other.getMessage() == null -> other.getClass().getSimpleName();
            case Throwable other -> other.getMessage().lines().findFirst().orElse("");
        };
    }
}
