/// What all services agree on: how images and their files are named ([tintype.contract.ImageName]), how variants are made
/// ([tintype.contract.Recipe]), what is known of an image ([tintype.contract.ImageView]), and how a service says no.
@NullMarked
package tintype.contract;

import org.jspecify.annotations.NullMarked;
