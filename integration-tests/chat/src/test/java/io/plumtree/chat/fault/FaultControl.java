package io.plumtree.chat.fault;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.plumtree.chat.fault.Faults.Weather;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;

/**
 * Where the page asks for faults: {@code GET /} for what is wrong now, which every request is answered with,
 * {@code POST /nodes/ID/isolate}, {@code reconnect}, {@code pause}, {@code resume}, {@code kill} and {@code restart},
 * {@code POST /links/A/B/cut} and {@code mend}, {@code POST /weather} with {@code lossPercent} and {@code latencyMillis}, and
 * {@code POST /heal}. What makes no sense is a problem of RFC 9457. Only the demo's own pages may ask, and programs of this
 * host.
 */
final class FaultControl {

    private static final int MAX_BODY = 4096;

    private final Vertx vertx;
    private final Faults faults;
    private final NodeProcesses processes;
    private final List<String> nodes;

    private enum NodeAction {
        ISOLATE,
        RECONNECT,
        PAUSE,
        RESUME,
        KILL,
        RESTART
    }

    private enum LinkAction {
        CUT,
        MEND
    }

    /** Says what is wrong with a request. */
    private static final class BadRequestException extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final int status;

        private BadRequestException(int status, String detail) {
            super(detail);
            this.status = status;
        }
    }

    private FaultControl(Vertx vertx, Faults faults, NodeProcesses processes, List<String> nodes) {
        this.vertx = vertx;
        this.faults = faults;
        this.processes = processes;
        this.nodes = nodes;
    }

    /**
     * @param port where to listen
     * @param origins whose pages may ask
     * @return completes when it listens
     */
    static Future<?> open(Vertx vertx, Faults faults, NodeProcesses processes, List<String> nodes, int port,
            List<String> origins) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(FaultProxy.HOST).setPort(port))
                .requestHandler(new FaultControl(vertx, faults, processes, nodes).router(port, origins)).listen();
    }

    private Router router(int port, List<String> origins) {
        Router router = Router.router(vertx);
        // A name that somebody else made point here is no name of ours.
        Set<String> hosts = Set.of(FaultProxy.HOST + ":" + port, "localhost:" + port);
        router.route().handler(context -> {
            if (hosts.contains(String.valueOf(context.request().authority()))) {
                context.next();
            } else {
                problem(context, 403, "the faults of this demo are at http://" + FaultProxy.HOST + ":" + port + "/ only");
            }
        });
        router.route().handler(CorsHandler.create().addOrigins(origins).allowedMethod(HttpMethod.GET)
                .allowedMethod(HttpMethod.POST).allowedHeader("content-type"));
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.get("/").handler(this::answer);
        router.post("/nodes/:node/:action").handler(this::node);
        router.post("/links/:a/:b/:action").handler(this::link);
        router.post("/weather").handler(this::weather);
        router.post("/heal").handler(this::heal);
        router.route().failureHandler(FaultControl::failed);
        IntStream.of(403, 404, 405, 413).forEach(status -> router.errorHandler(status, FaultControl::failed));
        return router;
    }

    private void node(RoutingContext context) {
        String node = known(context.pathParam("node"));
        NodeAction action = one(NodeAction.class, context.pathParam("action"));
        boolean running = processes.running(node);
        if (running == (action == NodeAction.RESTART)) {
            throw new BadRequestException(409, node + (running ? " runs; kill it first" : " does not run; restart it first"));
        }
        switch (action) {
            case ISOLATE -> faults.isolate(node);
            case RECONNECT -> faults.reconnect(node);
            case PAUSE -> blocking(context, () -> processes.pause(node));
            case RESUME -> blocking(context, () -> processes.resume(node));
            case KILL -> blocking(context, () -> processes.kill(node));
            case RESTART -> blocking(context, () -> processes.restart(node));
        }
        if (action == NodeAction.ISOLATE || action == NodeAction.RECONNECT) {
            answer(context);
        }
    }

    private void blocking(RoutingContext context, Runnable action) {
        vertx.executeBlocking(() -> {
            action.run();
            return null;
        }).onSuccess(done -> answer(context)).onFailure(context::fail);
    }

    private void link(RoutingContext context) {
        String a = known(context.pathParam("a"));
        String b = known(context.pathParam("b"));
        if (a.equals(b)) {
            throw new BadRequestException(400, "a link is between two nodes, not from " + a + " to itself");
        }
        if (one(LinkAction.class, context.pathParam("action")) == LinkAction.CUT) {
            faults.cut(a, b);
        } else {
            faults.mend(a, b);
        }
        answer(context);
    }

    private void weather(RoutingContext context) {
        JsonObject body;
        try {
            body = context.body().asJsonObject();
        } catch (DecodeException | ClassCastException e) {
            body = null;
        }
        if (body == null) {
            throw new BadRequestException(400, "the body has to be JSON with lossPercent and latencyMillis");
        }
        faults.weather(new Weather(whole(body, "lossPercent"), whole(body, "latencyMillis")));
        answer(context);
    }

    private static int whole(JsonObject body, String name) {
        if (body.getValue(name) instanceof Integer value) {
            return value;
        }
        throw new BadRequestException(400, name + " is " + body.getValue(name) + "; it has to be a whole number");
    }

    /** Paused nodes go on, too; those that were killed stay so. */
    private void heal(RoutingContext context) {
        faults.heal();
        blocking(context, () -> nodes.stream().filter(processes::paused).forEach(processes::resume));
    }

    private String known(String node) {
        if (!nodes.contains(node)) {
            throw new BadRequestException(404, "there is no node " + node + "; there are " + String.join(", ", nodes));
        }
        return node;
    }

    private static <E extends Enum<E>> E one(Class<E> actions, String action) {
        return Stream.of(actions.getEnumConstants()).filter(each -> word(each).equals(action)).findAny()
                .orElseThrow(() -> new BadRequestException(404, action + " cannot be done; " + Stream
                        .of(actions.getEnumConstants()).map(FaultControl::word).collect(Collectors.joining(", ")) + " can"));
    }

    private static String word(Enum<?> action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private void answer(RoutingContext context) {
        JsonArray states = new JsonArray();
        nodes.forEach(node -> states.add(new JsonObject().put("id", node).put("running", processes.running(node))
                .put("paused", processes.paused(node)).put("isolated", faults.isolated(node))));
        JsonArray cuts = new JsonArray();
        faults.cuts().forEach(cut -> cuts.add(new JsonObject().put("a", cut.a()).put("b", cut.b())));
        context.json(new JsonObject().put("nodes", states).put("links", cuts)
                .put("lossPercent", faults.weather().lossPercent()).put("latencyMillis", faults.weather().latencyMillis()));
    }

    private static void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof BadRequestException bad) {
            problem(context, bad.status, bad.getMessage());
        } else if (failure instanceof IllegalArgumentException bad) {
            problem(context, 400, bad.getMessage());
        } else if (failure == null) {
            problem(context, context.statusCode(), context.request().method() + " " + context.normalizedPath()
                    + " is not possible here");
        } else {
            problem(context, context.statusCode(), String.valueOf(failure.getMessage()));
        }
    }

    private static void problem(RoutingContext context, int status, String detail) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject().put("status", status).put("detail", detail).encode());
    }
}
