/**
 * The WebSocket behind the page.
 */
@NullMarked
package io.plumtree.chat.page;

import org.jspecify.annotations.NullMarked;
