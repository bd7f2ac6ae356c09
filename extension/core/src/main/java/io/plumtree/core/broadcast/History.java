package io.plumtree.core.broadcast;

import java.util.List;
import java.util.OptionalLong;

import io.plumtree.core.message.Path;

/**
 * How a message came to this node, and what that took.
 *
 * @param sentAtMillis when its origin broadcast it, by the origin's wall clock; absent if it is not in memory
 * @param path the way it took
 * @param repairs what is remembered of asking for it, the oldest first; times are those of the engine's clock
 */
public record History(OptionalLong sentAtMillis, Path path, List<LoggedRepair> repairs) {
}
