/**
 * What members say to each other, in HashiCorp memberlist's protocol: immutable values. How they travel is
 * {@code core.membership.wire}'s.
 */
@NullMarked
package io.plumtree.core.membership.message;

import org.jspecify.annotations.NullMarked;
