/**
 * What this instance delivered and what happened to its node, kept in bounded memory for whoever asks later.
 */
@NullMarked
package io.plumtree.chat.log;

import org.jspecify.annotations.NullMarked;
