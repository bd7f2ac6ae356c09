package io.plumtree.chat.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.plumtree.api.MemberHistory;
import io.plumtree.api.MessageHistory;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Plumtree;
import io.smallrye.mutiny.Uni;

/** Why things are as this instance sees them. */
@Path("/why")
@Produces(MediaType.APPLICATION_JSON)
public class WhyResource {

    private final Plumtree plumtree;

    /** @param plumtree is asked */
    @Inject
    public WhyResource(Plumtree plumtree) {
        this.plumtree = plumtree;
    }

    /**
     * @param origin who broadcast it
     * @param epoch that node's incarnation
     * @param topic its topic
     * @param sequence the origin's counter
     * @return how a message came here
     */
    @GET
    @Path("/message")
    public Uni<MessageHistory> message(@QueryParam("origin") @DefaultValue("") String origin,
            @QueryParam("epoch") @DefaultValue("") String epoch, @QueryParam("topic") @DefaultValue("") String topic,
            @QueryParam("sequence") @DefaultValue("") String sequence) {
        MessageId id = new MessageId(node(origin), whole("epoch", epoch), topic, whole("sequence", sequence));
        return Uni.createFrom().completionStage(() -> plumtree.why(id))
                .map(history -> history.orElseThrow(() -> new NotFoundException("nothing is known of message " + id)));
    }

    /**
     * @param member who
     * @return why a member is in its state
     */
    @GET
    @Path("/member/{member}")
    public Uni<MemberHistory> member(@PathParam("member") String member) {
        NodeId id = node(member);
        return Uni.createFrom().completionStage(() -> plumtree.cluster().why(id))
                .onFailure(IllegalStateException.class).transform(off -> new NotFoundException(off.getMessage()))
                .map(history -> history.orElseThrow(() -> new NotFoundException(member + " is no member")));
    }

    private static NodeId node(String id) {
        try {
            return NodeId.of(id);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("'" + id + "' is no node id: " + e.getMessage());
        }
    }

    private static long whole(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new BadInputException(name + " is '" + value + "'; it has to be a whole number");
        }
    }
}
