/// What the world sees: files by their names, from the disk ([tintype.serve.files.Lookup]), rendered on the spot
/// ([tintype.serve.files.Rendering]), or fetched from another node ([tintype.serve.files.RepairOnRead]).
@NullMarked
package tintype.serve.files;

import org.jspecify.annotations.NullMarked;
