package io.plumtree.cli;

import java.nio.ByteBuffer;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumtree.api.ClusterGap;
import io.plumtree.api.Member;
import io.plumtree.api.MemberFailed;
import io.plumtree.api.MemberJoined;
import io.plumtree.api.MemberLeft;
import io.plumtree.api.MemberSuspected;
import io.plumtree.api.MemberUpdated;
import io.plumtree.api.MembershipDelegate;
import io.plumtree.api.PlumtreeDelivery;
import io.plumtree.api.PlumtreeEvent;
import io.plumtree.api.PlumtreeListener;

/** Prints what a node hears. */
final class AgentEvents implements PlumtreeListener, MembershipDelegate {

    /** What is wanted of the node; how its trees change is no news to people. */
    static final Set<Class<? extends PlumtreeEvent>> TYPES = Set.of(MemberJoined.class, MemberUpdated.class,
            MemberSuspected.class, MemberFailed.class, MemberLeft.class, ClusterGap.class);

    private final EventPrinter printer;

    AgentEvents(EventPrinter printer) {
        this.printer = printer;
    }

    @Override
    public void onMemberJoined(MemberJoined event) {
        print("joined", event.member());
    }

    @Override
    public void onMemberUpdated(MemberUpdated event) {
        print("updated", event.member());
    }

    @Override
    public void onMemberSuspected(MemberSuspected event) {
        print("suspected", event.member());
    }

    @Override
    public void onMemberFailed(MemberFailed event) {
        print("failed", event.member());
    }

    @Override
    public void onMemberLeft(MemberLeft event) {
        print("left", event.member());
    }

    @Override
    public void onClusterGap(ClusterGap gap) {
        printer.print("gap", Json.object().put("origin", gap.origin().value()).put("epoch", gap.epoch())
                .put("topic", gap.topic()).put("from", gap.from()).put("to", gap.to())
                .put("reason", Json.worded(gap.reason())));
    }

    @Override
    public void onDelivery(PlumtreeDelivery delivery) {
        ObjectNode json = Json.object().put("origin", delivery.origin().value()).put("epoch", delivery.id().epoch())
                .put("topic", delivery.topic()).put("sequence", delivery.id().sequence()).put("hops", delivery.hops())
                .put("sentAt", delivery.sentAt().toString());
        json.set("headers", Json.tree(delivery.headers()));
        json.set("payload", Json.tree(delivery.bytes()));
        printer.print("delivery", json);
    }

    /** A user message that somebody sent to this node. */
    @Override
    public void message(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        ObjectNode json = Json.object();
        json.set("payload", Json.tree(bytes));
        printer.print("message", json);
    }

    private void print(String event, Member member) {
        ObjectNode json = Json.object();
        json.set("member", of(member));
        printer.print(event, json);
    }

    static ObjectNode of(Member member) {
        ObjectNode json = Json.object().put("name", member.id().value()).put("address", member.address().toString())
                .put("state", Json.worded(member.state())).put("incarnation", member.incarnation());
        json.set("tags", Json.tree(member.tags()));
        if (member.tags().isEmpty() && member.metadata().hasRemaining()) {
            json.set("metadata", Json.tree(member.userMetadata()));
        }
        return json;
    }
}
