package io.plumtree.simulator.trace;

import java.util.List;
import java.util.stream.Collectors;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.GraftFailed;
import io.plumtree.api.GraftSent;
import io.plumtree.api.PeerDemotion;
import io.plumtree.api.PeerPromotion;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PruneSent;
import io.plumtree.core.message.Accept;
import io.plumtree.core.message.Gossip;
import io.plumtree.core.message.Graft;
import io.plumtree.core.message.Handover;
import io.plumtree.core.message.IHave;
import io.plumtree.core.message.Leave;
import io.plumtree.core.message.Mark;
import io.plumtree.core.message.Missing;
import io.plumtree.core.message.Path;
import io.plumtree.core.message.PathAnswer;
import io.plumtree.core.message.PathQuestion;
import io.plumtree.core.message.PlumtreeMessage;
import io.plumtree.core.message.Prune;
import io.plumtree.core.message.Pull;
import io.plumtree.core.message.Range;
import io.plumtree.core.message.Received;
import io.plumtree.core.message.Refuse;
import io.plumtree.core.message.StreamId;
import io.plumtree.core.message.Summary;
import io.plumtree.core.message.SyncPage;
import io.plumtree.core.message.SyncRoot;

/**
 * What messages and events say, in a few words. A message is named by its origin and sequence, such as {@code n3#17}, and by
 * its topic if that is not the usual one, such as {@code n3/orders#17}.
 */
final class Words {

    private static final String USUAL_TOPIC = "events";

    private Words() {
    }

    static String of(PlumtreeMessage message) {
        if (message instanceof Gossip gossip) {
            return id(gossip.message().stream(), gossip.message().sequence()) + " hop " + gossip.round()
                    + (gossip.repaired() ? " repaired" : "");
        } else if (message instanceof IHave ihave) {
            return ihave.announcements().stream().map(told -> interval(told.stream(), told.from(), told.to()))
                    .collect(Collectors.joining(", "));
        } else if (message instanceof Graft graft) {
            return "tree of " + graft.origin() + wanted(graft.wanted());
        } else if (message instanceof Handover handover) {
            return "tree of " + handover.origin();
        } else if (message instanceof Prune prune) {
            return "tree of " + prune.origin() + marks(prune.after());
        } else if (message instanceof Pull pull) {
            return wanted(pull.wanted()).stripLeading();
        } else if (message instanceof Missing missing) {
            return range(missing.range()) + (missing.gone() ? " gone" : " not here");
        } else if (message instanceof Accept accept) {
            return "tree of " + accept.origin() + marks(accept.marks());
        } else if (message instanceof Refuse refuse) {
            return "tree of " + refuse.origin();
        } else if (message instanceof Summary summary) {
            return summary.streams().stream().map(one -> name(one.stream()) + " up to " + one.newest())
                    .collect(Collectors.joining(", "));
        } else if (message instanceof Received received) {
            return id(received.stream(), received.sequence());
        } else if (message instanceof Leave) {
            return "about to leave";
        } else if (message instanceof SyncRoot root) {
            return Long.toHexString(root.high());
        } else if (message instanceof SyncPage page) {
            return (page.answer() ? "answer: " : "")
                    + page.digests().stream().map(SyncPage.Digest::summary)
                            .map(one -> name(one.stream()) + " up to " + one.low()
                                    + (one.newest() > one.low() ? " and some up to " + one.newest() : ""))
                            .collect(Collectors.joining(", "));
        } else if (message instanceof PathQuestion question) {
            return "how did " + id(question.stream(), question.sequence()) + " come?";
        } else if (message instanceof PathAnswer answer) {
            return answer.path().steps().stream().map(Path.Step::node).map(String::valueOf)
                    .collect(Collectors.joining(" from ", "", " (" + answer.path().end() + ")"));
        }
        throw new AssertionError("BUG: no words for " + message.getClass());
    }

    static String of(PlumtreeEvent event) {
        if (event instanceof ClusterGap gap) {
            return "gap " + name(new StreamId(gap.origin(), gap.epoch(), gap.topic())) + "#" + gap.from() + ".." + gap.to()
                    + " " + gap.reason();
        } else if (event instanceof PeerPromotion promotion) {
            return "eager " + promotion.peer() + " in the tree of " + promotion.origin();
        } else if (event instanceof PeerDemotion demotion) {
            return "lazy " + demotion.peer() + " in the tree of " + demotion.origin();
        } else if (event instanceof GraftSent graft) {
            return "asks " + graft.peer() + " to push the tree of " + graft.origin();
        } else if (event instanceof PruneSent prune) {
            return "asks " + prune.peer() + " not to push the tree of " + prune.origin();
        } else if (event instanceof GraftFailed failed) {
            return "nobody supplied " + failed.origin() + "#" + failed.from() + ".." + failed.to();
        }
        return event.getClass().getSimpleName();
    }

    static String id(StreamId stream, long sequence) {
        return name(stream) + "#" + sequence;
    }

    private static String name(StreamId stream) {
        return stream.origin() + (stream.topic().equals(USUAL_TOPIC) ? "" : "/" + stream.topic());
    }

    static String interval(StreamId stream, long from, long to) {
        return id(stream, from) + (to == from ? "" : to == Range.OPEN ? ".." : ".." + to);
    }

    private static String range(Range range) {
        return interval(range.stream(), range.from(), range.to());
    }

    private static String wanted(List<Range> wanted) {
        return wanted.isEmpty() ? "" : " wants " + wanted.stream().map(Words::range).collect(Collectors.joining(", "));
    }

    private static String marks(List<Mark> marks) {
        return marks.isEmpty()
                ? ""
                : " after " + marks.stream().map(mark -> id(mark.stream(), mark.sequence())).collect(Collectors.joining(", "));
    }
}
