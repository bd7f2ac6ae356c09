package io.plumtree.core.membership;

import io.plumtree.api.MemberHistory.Answer;

/**
 * What came of the last time that this node tried a member.
 *
 * @param at when that was known
 * @param answer what
 * @param afterReset whether it was tried because a connection with it broke
 * @param helpers how many others were asked to try it, too, and to say if they get no answer
 * @param unanswered how many of them said that they got none
 */
public record Tried(long at, Answer answer, boolean afterReset, int helpers, int unanswered) {
}
