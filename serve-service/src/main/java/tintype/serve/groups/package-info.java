/// Whole groups: what is here of them ([tintype.serve.groups.GroupContents]), and the work of getting, comparing and
/// dropping them ([tintype.serve.groups.GroupWorks]).
@NullMarked
package tintype.serve.groups;

import org.jspecify.annotations.NullMarked;
