/**
 * HashiCorp memberlist's wire: messages in its MessagePack profile, and the layers around them in datagrams and streams.
 * Every decoder is bounded, and nothing that came from outside throws past this package.
 */
@NullMarked
package io.plumtree.core.membership.wire;

import org.jspecify.annotations.NullMarked;
