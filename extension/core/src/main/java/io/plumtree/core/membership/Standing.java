package io.plumtree.core.membership;

import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Member;

/**
 * Why a member is in its state. Times are those of the clock of {@link Membership}.
 *
 * @param member who, and in which state
 * @param since when it came into that state
 * @param saidBy on whose word; empty of one that is alive
 * @param deadAt when a suspicion runs out; absent if there is none
 * @param tried what came of trying it last; null if it was not tried yet
 */
public record Standing(Member member, long since, List<String> saidBy, OptionalLong deadAt, @Nullable Tried tried) {
}
