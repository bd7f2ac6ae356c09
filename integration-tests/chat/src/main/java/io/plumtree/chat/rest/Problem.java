package io.plumtree.chat.rest;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.plumtree.api.MessageTooLargeException;
import io.plumtree.api.NoReachablePeerException;
import io.plumtree.api.NotAcknowledgedException;
import io.plumtree.api.OverloadedException;
import io.plumtree.api.PlumtreeClosedException;
import io.plumtree.api.StoreUnavailableException;
import io.plumtree.api.TooManyTopicsException;

/**
 * An error as RFC 9457 writes it.
 *
 * @param status the HTTP status
 * @param title the kind of error
 * @param detail what happened, for a person
 * @param report how far a request of many lines came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(int status, String title, String detail, @Nullable SendReport report) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Throwable failure) {
        if (failure instanceof BadInputException || failure instanceof IllegalArgumentException) {
            return of(400, "bad input", failure);
        } else if (failure instanceof MessageTooLargeException) {
            return of(413, "too large", failure);
        } else if (failure instanceof OverloadedException) {
            return of(429, "overloaded", failure);
        } else if (failure instanceof NoReachablePeerException) {
            return of(503, "nobody reachable", failure);
        } else if (failure instanceof PlumtreeClosedException) {
            return of(503, "no node", failure);
        } else if (failure instanceof StoreUnavailableException) {
            return of(503, "no store", failure);
        } else if (failure instanceof NotAcknowledgedException) {
            return of(504, "not acknowledged", failure);
        } else if (failure instanceof TooManyTopicsException) {
            return of(507, "too many topics", failure);
        }
        return of(500, "failure", failure);
    }

    static Problem of(int status, String title, Throwable failure) {
        return new Problem(status, title, String.valueOf(failure.getMessage()), null);
    }

    Problem withReport(SendReport report) {
        return new Problem(status, title, detail, report);
    }
}
