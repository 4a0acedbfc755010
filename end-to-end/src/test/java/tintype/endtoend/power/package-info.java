/// Disks as they are found after a power cut, and what a serving node on such a disk still knows of what it acknowledged.
@NullMarked
package tintype.endtoend.power;

import org.jspecify.annotations.NullMarked;
