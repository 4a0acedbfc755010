package tintype.render.worker;

import java.util.List;
import tintype.contract.Format;
import tintype.contract.ImageFile;

/// A line from the service to a worker.
///
/// @param original  path of the file
/// @param directory where the variants are to be put, each by its name
record WorkOrder(String original, Format type, List<ImageFile.Variant> variants, String directory) {}
