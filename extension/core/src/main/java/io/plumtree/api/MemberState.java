package io.plumtree.api;

/** What this node believes about a member. */
public enum MemberState {

    /** It answers, or nobody has doubted it. */
    ALIVE,
    /** Somebody could not reach it. It fails unless it says in time that it lives. */
    SUSPECT,
    /** It did not say in time that it lives. It is remembered for a while, and tried again. */
    DEAD,
    /** It said that it leaves. */
    LEFT
}
