package tintype.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What is taken, and how much of it at once; `TINTYPE_UPLOAD_…` in the environment.
@ConfigMapping(prefix = "tintype.upload")
public interface UploadConfig {

    /// For one file.
    @WithDefault("100M")
    MemorySize maxBytes();

    /// Width times height, counted over all frames or pages.
    @WithDefault("100000000")
    long maxPixels();

    /// Pixels of the longer side: a thin picture costs memory by its rows, not by its pixels.
    @WithDefault("40000")
    int maxSide();

    /// Of an animation; or pages.
    @WithDefault("500")
    int maxFrames();

    /// In one request.
    @WithDefault("20")
    int maxFiles();

    /// Requests that are being read or stored at the same time; more are told to come back.
    @WithDefault("64")
    int concurrentRequests();

    /// How many groups are tried before an upload is given up.
    @WithDefault("4")
    int storeAttempts();

    /// How long the nodes of a group have for a photo, besides a second for each 10 MB; then another group is tried.
    @WithDefault("5s")
    Duration storeDeadline();

    /// How long a client that was refused may go on sending before its connection is closed.
    @WithDefault("10s")
    Duration drain();
}
