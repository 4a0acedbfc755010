/// What all services agree on: how things are named, what is said about them, and where they live.
@NullMarked
package tintype.contract;

import org.jspecify.annotations.NullMarked;
