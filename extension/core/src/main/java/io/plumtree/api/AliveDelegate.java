package io.plumtree.api;

/** Decides who may be a member at all. */
@FunctionalInterface
public interface AliveDelegate {

    /**
     * @param member a node said to be alive, this node itself included
     * @return whether it may be a member; if not, the news is ignored
     */
    boolean accept(Member member);
}
