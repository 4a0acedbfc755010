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
    @JsonSubTypes.Type(value = WorkReport.Unrenderable.class, name = "unrenderable"),
    @JsonSubTypes.Type(value = WorkReport.NotNow.class, name = "not-now")
})
sealed interface WorkReport {

    /// The first line of all.
    record Ready(String engine, String why, String memory) implements WorkReport {}

    /// The one answer to an order.
    sealed interface Result extends WorkReport {

        /// Bytes that the process holds.
        long memory();
    }

    /// @param variants are in the directory of the order
    record Done(
            List<Made> variants,
            Placeholder placeholder,
            boolean damaged,
            Map<Stopwatch.Stage, Duration> times,
            long memory)
            implements Result {}

    record Unrenderable(String reason, String detail, long memory) implements Result {}

    /// Not the fault of the picture.
    record NotNow(String why, long memory) implements Result {}

    record Made(ImageFile.Variant variant, int width, int height) {
        Pixels size() {
            return new Pixels(width, height);
        }
    }
}
