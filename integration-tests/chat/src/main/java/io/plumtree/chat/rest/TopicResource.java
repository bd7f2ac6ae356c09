package io.plumtree.chat.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

import io.plumtree.api.Acknowledgement;
import io.plumtree.api.Broadcast;
import io.plumtree.api.ConfigKey;
import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.Plumtree;
import io.plumtree.chat.ChatConfig;
import io.plumtree.chat.log.DeliveryFeed;
import io.plumtree.chat.log.DeliveryLog;
import io.plumtree.chat.log.LogEntry;
import io.plumtree.chat.rest.LineReader.Line;
import io.plumtree.vertx.PlumtreeNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Broadcast to a topic, and see what was delivered of it. */
@Path("/topics/{topic}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class TopicResource {

    private static final String NDJSON = "application/x-ndjson";

    private final Plumtree plumtree;
    private final PlumtreeNode node;
    private final DeliveryLog log;
    private final DeliveryFeed feed;
    private final ChatConfig config;

    /** All of it is injected. */
    @Inject
    public TopicResource(Plumtree plumtree, PlumtreeNode node, DeliveryLog log, DeliveryFeed feed, ChatConfig config) {
        this.plumtree = plumtree;
        this.node = node;
        this.log = log;
        this.feed = feed;
        this.config = config;
    }

    /**
     * Broadcasts one line, byte for byte.
     *
     * @param topic on which topic
     * @param ack {@code queued} or {@code received}: when to answer
     * @param body the line; a line feed at its end is not part of it
     * @return its identity, when it is acknowledged
     */
    @POST
    @Path("/line")
    @Blocking
    public Uni<Sent> line(@PathParam("topic") String topic, @QueryParam("ack") @DefaultValue("queued") String ack,
            InputStream body) throws IOException {
        String name = topicNamed(topic);
        Acknowledgement acknowledgement = acknowledgement(ack);
        int most = node.config().get(ConfigKey.MAX_MESSAGE_SIZE);
        LineReader reader = new LineReader(body, most);
        Line line = reader.next();
        if (line == null) {
            line = new Line(1, new byte[0], 0);
        }
        if (line.length() > most) {
            throw new MessageTooLargeException(line.length(), most);
        }
        if (reader.next() != null) {
            throw new BadInputException("the body has more than one line: POST it to /topics/" + name + "/lines");
        }
        return Uni.createFrom()
                .completionStage(plumtree.broadcast(
                        Broadcast.of(line.bytes()).onTopic(name).acknowledgedWhen(acknowledgement)))
                .map(id -> Sent.of(id, acknowledgement));
    }

    /**
     * Broadcasts every line of the body, in order.
     *
     * @param topic on which topic
     * @param ack {@code queued} or {@code received}: what to wait for
     * @param body lines, separated by line feeds
     * @return what became of them: 200 if lines were accepted, even if others failed
     */
    @POST
    @Path("/lines")
    @Blocking
    public RestResponse<?> lines(@PathParam("topic") String topic,
            @QueryParam("ack") @DefaultValue("received") String ack, InputStream body)
            throws IOException, InterruptedException {
        String name = topicNamed(topic);
        Acknowledgement acknowledgement = acknowledgement(ack);
        int most = node.config().get(ConfigKey.MAX_MESSAGE_SIZE);
        // QUEUED is known at once, so one line at a time costs little, and order holds through any overload.
        int window = acknowledgement == Acknowledgement.QUEUED ? 1 : config.windowMaxLines();
        SendTally tally = new SendTally(window, config.windowMaxBytes());
        new LineSender(plumtree, name, acknowledgement, most, tally).send(new LineReader(body, most));
        Throwable failure = tally.failure();
        if (failure == null) {
            return RestResponse.ok(tally.report());
        }
        Problem problem = Problem.of(failure).withReport(tally.report());
        return RestResponse.ResponseBuilder.create(RestResponse.Status.fromStatusCode(problem.status()), problem)
                .type(Problem.MEDIA_TYPE).build();
    }

    /**
     * Streams what this instance delivered of a topic, one JSON object a line.
     *
     * @param topic of which topic
     * @param from the position to begin at; not given, the oldest one kept
     * @param follow whether to go on with what will be delivered, until the reader hangs up
     * @return the entries; in the place of what is no longer kept, one that says so
     */
    @GET
    @Path("/delivered")
    @Produces(NDJSON)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<LogEntry> delivered(@PathParam("topic") String topic, @QueryParam("from") String from,
            @QueryParam("follow") @DefaultValue("true") String follow) {
        String name = topicNamed(topic);
        DeliveryLog.State state = log.state();
        long position = from == null ? state.first() : position(from, state.next());
        return switch (follow) {
            case "true" -> feed.followed(name, position);
            case "false" -> feed.kept(name, position);
            default -> throw new BadInputException("follow is '" + follow + "'; allowed are true and false");
        };
    }

    private static String topicNamed(String topic) {
        try {
            return Broadcast.checkedTopic(topic);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private static Acknowledgement acknowledgement(String name) {
        for (Acknowledgement each : Acknowledgement.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw new BadInputException("ack is '" + name + "'; allowed are queued and received");
    }

    private static long position(String from, long next) {
        try {
            long position = Long.parseLong(from);
            if (position >= 0 && position <= next) {
                return position;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw new BadInputException("from is '" + from + "'; allowed are 0 to " + next
                + ", the place of the next delivery of this instance");
    }
}
