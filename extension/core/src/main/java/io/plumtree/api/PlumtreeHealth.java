package io.plumtree.api;

import java.util.Map;

/**
 * How a node is.
 *
 * @param live whether the node's event loop turns
 * @param ready whether it takes broadcasts that can reach somebody: started, not leaving, and linked or alone
 * @param reason in words, for an operator
 * @param peers other nodes known
 * @param linked neighbours, of those
 * @param eager neighbours that are pushed the payloads of at least one origin
 * @param lazy the other neighbours
 * @param members how many members there are in each state; empty without membership; unmodifiable
 */
public record PlumtreeHealth(boolean live, boolean ready, String reason, int peers, int linked, int eager, int lazy,
        Map<MemberState, Integer> members) {
}
