/** The keys {@code quarkus.plumtree.*}, and the same keys as {@code plumtree.*}. */
@NullMarked
package io.plumtree.quarkus.runtime.config;

import org.jspecify.annotations.NullMarked;
