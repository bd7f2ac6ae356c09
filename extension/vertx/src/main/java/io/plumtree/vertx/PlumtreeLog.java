package io.plumtree.vertx;

import java.lang.invoke.MethodHandles;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/** What a node logs; ids 1 to 99 are the node's, those from 100 on its transports'. */
@MessageLogger(projectCode = "PLUMTREE", length = 5)
@ValidIdRange(min = 1, max = 99)
interface PlumtreeLog extends BasicLogger {

    PlumtreeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), PlumtreeLog.class, "io.plumtree");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1, value = "node %s of cluster %s started: %s, transport %s, address %s, peers %s, seeds %s,"
            + " memory bound %s")
    void started(NodeId id, String cluster, String settings, String transport, Address address, String peers,
            String seeds, String memory);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2, value = "node %s has left cluster %s")
    void left(NodeId id, String cluster);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 3, value = "the listener failed on %s; going on")
    void listenerFailed(Object what, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 4, value = "BUG: the engine failed on an input, which is lost; going on")
    void engineFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 5, value = "zstd cannot be used on this platform, payloads stay uncompressed and compressed ones cannot be read: %s")
    void zstdUnavailable(String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 6, value = "the peer resolver failed on %s; using the address known otherwise")
    void resolverFailed(NodeId peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 7, value = "not connecting to %s at %s: it is not on this host and connections are not protected; set security.insecure=true to allow it")
    void addressRefused(NodeId peer, Address address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 8, value = "%s did not end within its time while leaving; going on without it")
    void leavingTookTooLong(String step);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 9, value = "%s failed while leaving; going on without it")
    void leavingFailed(String step, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 10, value = "membership.seeds is set and membership.enabled is not: nobody is looked for there")
    void seedsUnused();

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 11, value = "the durable store failed; nothing is stored any more until the node starts anew")
    void storeFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 12, value = "the meter of deliveries failed; they are measured no more")
    void meterFailed(@Cause Throwable cause);
}
