/**
 * The page, in a browser.
 */
@NullMarked
package io.plumtree.chat.browser;

import org.jspecify.annotations.NullMarked;
