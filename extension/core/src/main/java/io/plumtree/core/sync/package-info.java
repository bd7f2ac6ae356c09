/** Anti-entropy: neighbours compare what they know, so that what all announcements left out is found all the same. */
@NullMarked
package io.plumtree.core.sync;

import org.jspecify.annotations.NullMarked;
