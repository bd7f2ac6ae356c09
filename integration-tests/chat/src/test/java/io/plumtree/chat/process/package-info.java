/**
 * Starts the packaged application as processes of the operating system: for the demo and for the tests. Plain Java.
 */
@NullMarked
package io.plumtree.chat.process;

import org.jspecify.annotations.NullMarked;
