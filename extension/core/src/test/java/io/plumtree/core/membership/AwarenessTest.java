package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AwarenessTest {

    @Test
    void theScoreStaysBetweenZeroAndOneBelowTheMultiplierAndScalesTimes() {
        Awareness awareness = new Awareness(8);
        int[][] deltaScoreFactor = { { 0, 0, 1 }, { -1, 0, 1 }, { -10, 0, 1 }, { 1, 1, 2 }, { -1, 0, 1 }, { 10, 7, 8 },
                { -1, 6, 7 }, { -1, 5, 6 }, { -1, 4, 5 }, { -1, 3, 4 }, { -1, 2, 3 }, { -1, 1, 2 }, { -1, 0, 1 },
                { -1, 0, 1 } };
        for (int[] step : deltaScoreFactor) {
            awareness.apply(step[0]);
            assertEquals(step[1], awareness.score());
            assertEquals(step[2] * 1_000L, awareness.scale(1_000L));
        }
    }
}
