@NullMarked
package io.plumtree.interop;

import org.jspecify.annotations.NullMarked;
