package io.plumtree.cdi;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the beans log, in category {@code io.plumtree.cdi}. */
@MessageLogger(projectCode = "PLUMTREE", length = 5)
@ValidIdRange(min = 2000, max = 2999)
interface CdiLog extends BasicLogger {

    CdiLog LOG = Logger.getMessageLogger(java.lang.invoke.MethodHandles.lookup(), CdiLog.class, "io.plumtree.cdi");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 2000, value = "An asynchronous observer of %s threw")
    void asyncObserverFailed(String event, @Cause Throwable failure);
}
