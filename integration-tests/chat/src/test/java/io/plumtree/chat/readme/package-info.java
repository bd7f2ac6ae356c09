/**
 * What the README shows, and the test that it is right.
 */
@NullMarked
package io.plumtree.chat.readme;

import org.jspecify.annotations.NullMarked;
