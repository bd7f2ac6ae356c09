package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plumtree.api.NodeId;
import io.plumtree.core.membership.message.NodeState.State;
import io.plumtree.core.util.Prng;

class MemberTableTest {

    private static MemberTable table(int members) {
        MemberTable table = new MemberTable(new Prng(3), 1_000);
        for (int i = 0; i < members; i++) {
            MemberRecord member = new MemberRecord(NodeId.of("n" + i), MembershipFixture.address(i),
                    MembershipFixture.VERSIONS, 0);
            table.add(member);
            table.setState(member, State.ALIVE, 0);
        }
        return table;
    }

    @Test
    void everyRoundHasAnotherOrderOfTheSameMembers() {
        MemberTable table = table(50);
        List<MemberRecord> before = new ArrayList<>(table.all());
        table.nextRound(member -> false, member -> {
        });
        assertNotEquals(before, table.all());
        assertEquals(new LinkedHashSet<>(before), new LinkedHashSet<>(table.all()));
    }

    @Test
    void aRoundRemovesWhoIsOverAndKeepsCount() {
        MemberTable table = table(10);
        table.setState(table.get("n3"), State.DEAD, 5);
        List<String> removed = new ArrayList<>();
        table.nextRound(member -> member.state == State.DEAD, member -> removed.add(member.name()));
        assertEquals(List.of("n3"), removed);
        assertNull(table.get("n3"));
        assertEquals(9, table.size());
        assertEquals(9, table.count(State.ALIVE));
        assertEquals(0, table.count(State.DEAD));
    }

    @Test
    void randomMembersAreDistinctWantedAndNotAlwaysTheSame() {
        MemberTable table = table(90);
        Set<List<MemberRecord>> choices = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            List<MemberRecord> chosen = table.random(3, member -> member.id.value().length() == 3);
            assertEquals(3, new LinkedHashSet<>(chosen).size());
            assertTrue(chosen.stream().allMatch(member -> member.name().length() == 3));
            choices.add(chosen);
        }
        assertTrue(choices.size() > 15);
    }

    @Test
    void amongFewTheOnlyOneWantedIsAlwaysFound() {
        MemberTable table = table(8);
        for (int i = 0; i < 50; i++) {
            assertEquals(List.of(table.get("n5")), table.random(3, member -> member.name().equals("n5")));
        }
    }

    @Test
    void thoseWhoComeTogetherAreNotProbedInTheOrderInWhichTheyCame() {
        List<String> order = table(50).all().stream().map(MemberRecord::name).toList();
        assertNotEquals(order.stream().sorted((a, b) -> Integer.parseInt(a.substring(1)) - Integer.parseInt(b.substring(1)))
                .toList(), order);
    }
}
