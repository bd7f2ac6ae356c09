package io.plumtree.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** The tables were computed by memberlist itself. */
class ScalingTest {

    @Test
    void suspicionTimeoutsAreThoseOfMemberlist() {
        List<long[]> rows = table("suspicionTimeout_");
        assertEquals(144, rows.size());
        for (long[] row : rows) {
            assertEquals(row[3], Scaling.suspicionTimeout((int) row[0], (int) row[1], row[2]), Arrays.toString(row));
        }
    }

    @Test
    void retransmitLimitsAreThoseOfMemberlist() {
        List<long[]> rows = table("retransmitLimit_");
        assertEquals(52, rows.size());
        for (long[] row : rows) {
            assertEquals(row[2], Scaling.retransmitLimit((int) row[0], (int) row[1]), Arrays.toString(row));
        }
    }

    @Test
    void intervalsOfStateExchangeAreThoseOfMemberlist() {
        List<long[]> rows = table("pushPullScale_");
        assertEquals(14, rows.size());
        for (long[] row : rows) {
            assertEquals(row[2], Scaling.pushPull(row[0], (int) row[1]), Arrays.toString(row));
        }
    }

    @Test
    void remainingSuspicionTimesAreThoseOfMemberlist() {
        List<long[]> rows = table("remainingSuspicionTime_");
        assertEquals(36, rows.size());
        for (long[] row : rows) {
            assertEquals(row[5], Scaling.remainingSuspicion((int) row[0], (int) row[1], row[2], row[3], row[4]),
                    Arrays.toString(row));
        }
    }

    private static List<long[]> table(String name) {
        List<long[]> rows = new ArrayList<>();
        JsonNode tables = MemberlistVectors.codec();
        tables.fieldNames().forEachRemaining(each -> {
            if (each.startsWith(name)) {
                tables.get(each).forEach(row -> {
                    long[] numbers = new long[row.size()];
                    Arrays.setAll(numbers, i -> row.get(i).asLong());
                    rows.add(numbers);
                });
            }
        });
        return rows;
    }
}
