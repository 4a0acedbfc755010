/// The disk: images as directories ([tintype.serve.disk.ImageStore]), what is put aside, and how all of it survives a
/// power cut ([tintype.serve.disk.Durably]).
@NullMarked
package tintype.serve.disk;

import org.jspecify.annotations.NullMarked;
