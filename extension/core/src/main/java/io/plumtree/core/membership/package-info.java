/**
 * Who is there: SWIM with Lifeguard's extensions, as HashiCorp memberlist speaks it, as a pure state machine. What its
 * messages look like is {@code core.membership.message}'s, their bytes are {@code core.membership.wire}'s.
 */
@NullMarked
package io.plumtree.core.membership;

import org.jspecify.annotations.NullMarked;
