/** Small deterministic tools of the core: randomness, intervals, timers. */
@NullMarked
package io.plumtree.core.util;

import org.jspecify.annotations.NullMarked;
