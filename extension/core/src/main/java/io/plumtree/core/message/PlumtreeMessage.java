package io.plumtree.core.message;

/** Anything one node's engine says to a neighbour's. */
public sealed interface PlumtreeMessage
        permits Gossip, IHave, Graft, Handover, Prune, Pull, Missing, Accept, Refuse, Summary, Received, Leave, SyncRoot,
        SyncPage, PathQuestion, PathAnswer {
}
