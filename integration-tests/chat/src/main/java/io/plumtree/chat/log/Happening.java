package io.plumtree.chat.log;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.plumtree.api.NodeId;

/**
 * One thing that happened, as this instance was told.
 *
 * @param number its place among all of them, from 0
 * @param at when, by this instance's clock
 * @param event the name of the event's type
 * @param member whom it is about
 * @param origin in whose tree; null if in none
 * @param detail what else there is to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Happening(long number, Instant at, String event, NodeId member, @Nullable NodeId origin,
        @Nullable String detail) {
}
