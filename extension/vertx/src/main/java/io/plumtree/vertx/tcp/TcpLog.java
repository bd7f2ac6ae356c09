package io.plumtree.vertx.tcp;

import java.lang.invoke.MethodHandles;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

import io.plumtree.api.NodeId;

/** What the TCP transport logs, with ids 100 to 149. */
@MessageLogger(projectCode = "PLUMTREE", length = 5)
@ValidIdRange(min = 100, max = 149)
interface TcpLog extends BasicLogger {

    TcpLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), TcpLog.class, "io.plumtree.tcp");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 100, value = "refused a connection from %s: %s: %s (number %d for this reason, not each is logged)")
    void connectionRefused(String from, String reason, String detail, long count);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 101, value = "closed the link with %s at %s, what it sent cannot be read: %s: %s")
    void inputRejected(NodeId peer, String from, String reason, String detail);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 102, value = "BUG: failed on what %s sent, its connection is closed; going on")
    void receivingFailed(String from, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 103, value = "%s does not link with this node, dialling goes on: %s")
    void declined(NodeId peer, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 104, value = "lost the link with %s: %s")
    void linkLost(NodeId peer, String reason);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 105, value = "cannot link with %s: %s")
    void connectFailed(NodeId peer, String reason);
}
