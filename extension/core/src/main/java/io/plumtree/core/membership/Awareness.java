package io.plumtree.core.membership;

/**
 * How much this node trusts itself (Lifeguard): 0 when it hears what it should hear, more the more it misses. A node that is
 * slow itself takes longer before it suspects others.
 */
final class Awareness {

    private final int max;
    private int score;

    Awareness(int maxMultiplier) {
        this.max = maxMultiplier - 1;
    }

    void apply(int delta) {
        score = Math.max(0, Math.min(max, score + delta));
    }

    int score() {
        return score;
    }

    long scale(long nanos) {
        return nanos * (score + 1);
    }
}
