package io.plumtree.quarkus.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class UnknownKeyTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("plumtree.eager-fanot", "3")
            .overrideConfigKey("quarkus.plumtree.ring", "3")
            .setLogRecordPredicate(record -> record.getLoggerName().equals("io.plumtree.quarkus")
                    && record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertEquals(List.of(
                    "PLUMTREE03000: plumtree.eager-fanot is not a configuration key and is ignored."
                            + " Did you mean plumtree.eager-fanout?",
                    "PLUMTREE03000: quarkus.plumtree.ring is not a configuration key and is ignored."
                            + " Did you mean quarkus.plumtree.rings?"),
                    records.stream().map(UnknownKeyTest::message).collect(Collectors.toList())));

    private static String message(LogRecord record) {
        return ((ExtLogRecord) record).getFormattedMessage();
    }

    @Test
    void isWarnedAboutWithTheNearestKnownOne() {
        // asserted when the application has stopped
    }
}
