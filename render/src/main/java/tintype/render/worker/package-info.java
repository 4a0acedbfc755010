/// Rendering in processes of their own, so that a hostile file harms its own job only.
/// [tintype.render.worker.RenderWorkers] is the engine that the service sees, [tintype.render.worker.RenderWorker] the other side of the pipe.
@NullMarked
package tintype.render.worker;

import org.jspecify.annotations.NullMarked;
