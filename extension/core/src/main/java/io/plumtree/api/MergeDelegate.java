package io.plumtree.api;

import java.util.List;
import java.util.Optional;

/** Decides whether this cluster and that of a node that joins, or is joined, may become one. */
@FunctionalInterface
public interface MergeDelegate {

    /**
     * @param members all members that the other node knows, with the states that it says; unmodifiable
     * @return why they must not become one, or nothing to let them
     */
    Optional<String> objection(List<Member> members);
}
