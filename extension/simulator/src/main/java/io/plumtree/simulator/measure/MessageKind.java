package io.plumtree.simulator.measure;

import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;

/** The kinds of messages that engines send each other. */
public enum MessageKind {
    GOSSIP,
    IHAVE,
    GRAFT,
    HANDOVER,
    PRUNE,
    PULL,
    MISSING,
    ACCEPT,
    REFUSE,
    SUMMARY,
    RECEIVED,
    LEAVE,
    SYNC_ROOT,
    SYNC_PAGE,
    PATH_QUESTION,
    PATH_ANSWER;

    /** @return the kind of a message */
    public static MessageKind of(PlumtreeMessage message) {
        if (message instanceof Gossip) {
            return GOSSIP;
        } else if (message instanceof IHave) {
            return IHAVE;
        } else if (message instanceof Graft) {
            return GRAFT;
        } else if (message instanceof Handover) {
            return HANDOVER;
        } else if (message instanceof Prune) {
            return PRUNE;
        } else if (message instanceof Pull) {
            return PULL;
        } else if (message instanceof Missing) {
            return MISSING;
        } else if (message instanceof Accept) {
            return ACCEPT;
        } else if (message instanceof Refuse) {
            return REFUSE;
        } else if (message instanceof Summary) {
            return SUMMARY;
        } else if (message instanceof Received) {
            return RECEIVED;
        } else if (message instanceof Leave) {
            return LEAVE;
        } else if (message instanceof SyncRoot) {
            return SYNC_ROOT;
        } else if (message instanceof SyncPage) {
            return SYNC_PAGE;
        } else if (message instanceof PathQuestion) {
            return PATH_QUESTION;
        } else if (message instanceof PathAnswer) {
            return PATH_ANSWER;
        }
        throw new AssertionError("BUG: no kind for " + message.getClass());
    }
}
