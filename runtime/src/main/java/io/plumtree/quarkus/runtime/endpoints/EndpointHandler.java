package io.plumtree.quarkus.runtime.endpoints;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.plumtree.api.Plumtree;
import io.plumtree.api.PlumtreeClosedException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers over HTTP, with the status that fits. */
final class EndpointHandler implements Handler<RoutingContext> {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final Endpoint endpoint;
    private final Supplier<Plumtree> plumtree;

    EndpointHandler(Endpoint endpoint, Supplier<Plumtree> plumtree) {
        this.endpoint = endpoint;
        this.plumtree = plumtree;
    }

    @Override
    public void handle(RoutingContext request) {
        HttpMethod method = request.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            respond(request, METHOD_NOT_ALLOWED, error(method + " is not allowed: only GET and HEAD are"));
            return;
        }
        Future.fromCompletionStage(answer(request), request.vertx().getOrCreateContext())
                .onSuccess(answer -> respond(request, OK, answer))
                .onFailure(failure -> failed(request, failure));
    }

    private CompletionStage<JsonObject> answer(RoutingContext request) {
        try {
            return endpoint.answer(plumtree.get(), request.queryParams());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static void failed(RoutingContext request, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        int status = INTERNAL_ERROR;
        if (cause instanceof NotKnownException) {
            status = NOT_FOUND;
        } else if (cause instanceof IllegalArgumentException) {
            status = BAD_REQUEST;
        } else if (cause instanceof PlumtreeClosedException || cause instanceof IllegalStateException) {
            status = UNAVAILABLE;
        }
        respond(request, status, error(String.valueOf(cause.getMessage())));
    }

    private static JsonObject error(String message) {
        return new JsonObject().put("error", message);
    }

    private static void respond(RoutingContext request, int status, JsonObject body) {
        request.response().setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.encodePrettily() + "\n");
    }
}
