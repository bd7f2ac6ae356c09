package io.plumtree.chat.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeException;

/** Every error leaves as a {@link Problem}. */
class Problems {

    @ServerExceptionMapper
    RestResponse<Problem> refused(PlumtreeException failure) {
        return response(Problem.of(failure), failure instanceof OverloadedException);
    }

    @ServerExceptionMapper
    RestResponse<Problem> wrong(BadInputException failure) {
        return response(Problem.of(failure), false);
    }

    @ServerExceptionMapper
    RestResponse<Problem> http(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return response(Problem.of(status.getStatusCode(), status.getReasonPhrase(), failure), false);
    }

    private static RestResponse<Problem> response(Problem problem, boolean retry) {
        RestResponse.ResponseBuilder<Problem> response = RestResponse.ResponseBuilder
                .<Problem> create(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem);
        return (retry ? response.header("Retry-After", "1") : response).build();
    }
}
