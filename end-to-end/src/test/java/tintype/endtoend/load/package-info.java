/// Users, outside of the system that they use: they upload, look and delete, and write down what they were told.
@NullMarked
package tintype.endtoend.load;

import org.jspecify.annotations.NullMarked;
