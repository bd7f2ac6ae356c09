/**
 * A chat whose lines reach the users of every instance: how an application uses Plumtree in Quarkus.
 */
@NullMarked
package io.plumtree.chat;

import org.jspecify.annotations.NullMarked;
