package io.plumtree.quarkus.runtime;

import java.lang.invoke.MethodHandles;
import java.time.Duration;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the extension logs, in category {@code io.plumtree.quarkus}. */
@MessageLogger(projectCode = "PLUMTREE", length = 5)
@ValidIdRange(min = 3000, max = 3999)
interface PlumtreeLog extends BasicLogger {

    PlumtreeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), PlumtreeLog.class, "io.plumtree.quarkus");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3000, value = "%s is not a configuration key and is ignored. Did you mean %s?")
    void unknownKeyLike(String key, String nearest);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3001, value = "%s is not a configuration key and is ignored")
    void unknownKey(String key);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3002, value = "Plumtree is switched off by configuration: broadcasts fail and nothing is delivered")
    void disabled();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3003, value = "The node did not leave its cluster within %s; the neighbours will find its links lost")
    void notLeftInTime(Duration timeout);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3004, value = "The node did not leave its cluster; the neighbours will find its links lost")
    void notLeft(@Cause Throwable failure);
}
