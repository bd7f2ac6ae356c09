/**
 * The demo: five nodes, each a process of its own, and the page of the first one.
 */
@NullMarked
package io.plumtree.chat.demo;

import org.jspecify.annotations.NullMarked;
