/// What an operator does with a suite that runs: the API of metadata-service as commands.
@NullMarked
package tintype.local.operate;

import org.jspecify.annotations.NullMarked;
