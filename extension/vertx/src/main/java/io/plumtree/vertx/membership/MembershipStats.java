package io.plumtree.vertx.membership;

import java.util.Map;

/**
 * What was counted around membership's state machine since the start.
 *
 * @param rejectedRequests requests over TCP that could not be read, by the name of the reason
 * @param requestsRefused connections closed at once because too many were open
 * @param requestsTimedOut connections closed because nothing complete came in time
 * @param datagramsNotSent datagrams that the system did not take
 * @param delegateFailures calls of delegates that threw
 * @param delegateCallsDropped calls of delegates that were not made because too many waited
 * @param slowTurns inputs of membership that took more than 5 ms
 * @param failures inputs of membership that threw: bugs
 */
public record MembershipStats(Map<String, Long> rejectedRequests, long requestsRefused, long requestsTimedOut,
        long datagramsNotSent, long delegateFailures, long delegateCallsDropped, long slowTurns, long failures) {
}
