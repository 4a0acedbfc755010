package tintype.render.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tintype.contract.ImageFile;
import tintype.contract.Pixels;
import tintype.contract.Placeholder;
import tintype.render.Stopwatch;

/// A line from a worker to the service.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkReport.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = WorkReport.Done.class, name = "done"),
    @JsonSubTypes.Type(value = WorkReport.Unrenderable.class, name = "unrenderable")
})
sealed interface WorkReport {

    /// The first line of all.
    record Ready(String engine, String why, String memory) implements WorkReport {}

    /// @param variants are in the directory of the order
    /// @param memory   bytes that the process holds
    record Done(
            List<Made> variants,
            Placeholder placeholder,
            boolean damaged,
            Map<Stopwatch.Stage, Duration> times,
            long memory)
            implements WorkReport {}

    record Unrenderable(String reason, String detail, long memory) implements WorkReport {}

    record Made(ImageFile.Variant variant, int width, int height) {
        Pixels size() {
            return new Pixels(width, height);
        }
    }
}
