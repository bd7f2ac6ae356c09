package io.plumtree.vertx.membership;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

import io.plumtree.api.NodeId;
import io.plumtree.api.Seed;

/** What membership logs, with ids 150 to 199. */
@MessageLogger(projectCode = "PLUMTREE", length = 5)
@ValidIdRange(min = 150, max = 199)
interface MembershipLog extends BasicLogger {

    MembershipLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), MembershipLog.class, "io.plumtree.membership");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 150, value = "%s takes part in membership at %s, %s, %s")
    void started(NodeId self, String address, String protection, String compatibility);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 151, value = "%s joined by %d of %d addresses")
    void joined(NodeId self, int reached, int addresses);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 152, value = "%s reached none of %d addresses to join, the next attempt is in %d ms: %s")
    void notJoined(NodeId self, int addresses, long nextMillis, List<String> failures);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 153, value = "the seed %s cannot be looked up now: %s")
    void seedFailed(Seed seed, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 154, value = "the seed provider failed, it is asked again later")
    void providerFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 155, value = "not joining at %s: it is not on this host and membership is not protected; set membership.key, or security.insecure=true to allow it")
    void seedRefused(String address);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 156, value = "the known members cannot be read from %s, going on without them: %s")
    void knownPeersUnreadable(Path file, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 157, value = "the known members cannot be written to %s: %s")
    void knownPeersNotWritten(Path file, String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 158, value = "a membership delegate failed; going on")
    void delegateFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 159, value = "refused a request of %s: %s: %s (number %d for this reason, not each is logged)")
    void requestRejected(String from, String reason, String detail, long count);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 160, value = "BUG: membership failed on an input, which is lost; going on")
    void failed(@Cause Throwable cause);
}
