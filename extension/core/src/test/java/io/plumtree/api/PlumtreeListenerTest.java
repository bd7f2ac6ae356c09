package io.plumtree.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PlumtreeListenerTest {

    @Test
    void everyEventOfMembershipHasItsMethod() {
        Member member = new Member(NodeId.of("a"), new Address("10.0.0.1", 7946), MemberState.ALIVE, Map.of(),
                ByteBuffer.allocate(0), 1);
        List<String> heard = new ArrayList<>();
        PlumtreeListener listener = new PlumtreeListener() {
            @Override
            public void onMemberJoined(MemberJoined event) {
                heard.add("joined");
            }

            @Override
            public void onMemberUpdated(MemberUpdated event) {
                heard.add("updated");
            }

            @Override
            public void onMemberSuspected(MemberSuspected event) {
                heard.add("suspected");
            }

            @Override
            public void onMemberFailed(MemberFailed event) {
                heard.add("failed");
            }

            @Override
            public void onMemberLeft(MemberLeft event) {
                heard.add("left");
            }
        };
        listener.onEvent(new MemberJoined(member));
        listener.onEvent(new MemberUpdated(member));
        listener.onEvent(new MemberSuspected(member));
        listener.onEvent(new MemberFailed(member));
        listener.onEvent(new MemberLeft(member));
        assertEquals(List.of("joined", "updated", "suspected", "failed", "left"), heard);
    }
}
