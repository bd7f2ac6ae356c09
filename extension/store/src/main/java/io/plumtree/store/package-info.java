/**
 * Messages that outlive the process: {@link io.plumtree.store.LogMessageStore}, a bounded log of files.
 */
@NullMarked
package io.plumtree.store;

import org.jspecify.annotations.NullMarked;
