package io.plumtree.core.membership;

/** What membership counts since its start. */
public enum Counted {

    /** Datagrams sent. */
    PACKETS_SENT,
    /** Datagrams received. */
    PACKETS_RECEIVED,
    /** Datagrams, or parts of them, that could not be read, or came before the start. */
    PACKETS_REJECTED,
    /** Pings received. */
    PINGS_RECEIVED,
    /** Pings that were meant for another node. */
    PINGS_FOR_OTHERS,
    /** Requests to ping a third member. */
    INDIRECT_PINGS_RECEIVED,
    /** Answers received that somebody waited for. */
    ACKS_RECEIVED,
    /** Negative answers received that somebody waited for. */
    NACKS_RECEIVED,
    /** Answers that nobody waited for. */
    UNEXPECTED_ANSWERS,
    /** News received that a member is alive. */
    ALIVE_RECEIVED,
    /** News received that a member is suspected. */
    SUSPECT_RECEIVED,
    /** News received that a member is dead or left. */
    DEAD_RECEIVED,
    /** Messages of the application received. */
    USER_MESSAGES_RECEIVED,

    /** Members probed. */
    PROBES,
    /** Probes that took longer than usual because this node did not trust itself. */
    DEGRADED_PROBES,
    /** Probes that took detours. */
    INDIRECT_PROBES,
    /** Probes that only TCP answered: UDP is broken. */
    TCP_ONLY_PROBES,
    /** Probes that nothing answered. */
    FAILED_PROBES,
    /** Members that became suspected. */
    SUSPICIONS,
    /** Confirmations that shortened a suspicion. */
    CONFIRMATIONS,
    /** Suspicions that were over without contradiction. */
    SUSPICIONS_OVER,
    /** News about this node that it contradicted. */
    REFUTATIONS,

    /** Members that are there since then. */
    JOINED,
    /** Members that failed. */
    FAILED,
    /** Members that left. */
    LEFT,
    /** Dead or gone members that are listed no more. */
    REAPED,
    /** Other addresses that claimed a member's id. */
    CONFLICTS,
    /** Members not admitted: without versions, or with impossible ones. */
    REJECTED_VERSIONS,
    /** Members not admitted: outside the ranges allowed. */
    REJECTED_ADDRESSES,
    /** Members not admitted: too many are listed. */
    REJECTED_FULL,
    /** Members not admitted: the application objects. */
    REJECTED_BY_APPLICATION,

    /** Exchanges of state begun here. */
    PUSH_PULLS,
    /** Exchanges of state begun here that failed. */
    FAILED_PUSH_PULLS,
    /** Exchanges of state begun by others. */
    PUSH_PULLS_RECEIVED,
    /** States of others that were not merged: their versions do not fit, or the application objects. */
    REJECTED_MERGES,
    /** Requests over TCP that make no sense. */
    REJECTED_REQUESTS,

    /** Attempts to reach a dead member or an absent seed. */
    RETRIES,
    /** Those of them that were answered. */
    ANSWERED_RETRIES,
    /** Connections of members that a transport saw reset. */
    RESETS,
    /** Those of them whose member answered. */
    ANSWERED_RESETS,
    /** Those of them whose member failed because a second member could not reach it either. */
    CONFIRMED_RESETS,

    /** Things not begun because too many answers were waited for. */
    TOO_MANY_PENDING,
    /** News that was told no further because too much waited. */
    NEWS_DROPPED,
    /** Messages of the application that did not fit in a packet. */
    USER_BROADCASTS_DROPPED,
    /** Calls of the application that threw. */
    DELEGATE_FAILURES
}
