/** The command line {@code plumtree}. */
@NullMarked
package io.plumtree.cli;

import org.jspecify.annotations.NullMarked;
