/**
 * The REST endpoints: broadcast lines, stream what was delivered, show the node.
 */
@NullMarked
package io.plumtree.chat.rest;

import org.jspecify.annotations.NullMarked;
