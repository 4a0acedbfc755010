/// The whole suite as its users start it, and what holds for it wherever it runs ([tintype.endtoend.suite.SuiteContract]).
@NullMarked
package tintype.endtoend.suite;

import org.jspecify.annotations.NullMarked;
