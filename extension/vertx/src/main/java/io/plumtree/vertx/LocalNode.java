package io.plumtree.vertx;

import java.util.function.LongSupplier;

import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;

/**
 * What a transport tells others of its node.
 *
 * @param id who
 * @param epoch which incarnation, asked at every handshake
 * @param capabilities bits of {@link RemoteNode#CAN_READ_ZSTD} and those to come
 * @param config bind and advertise address, cluster name, sizes and timeouts
 */
public record LocalNode(NodeId id, LongSupplier epoch, long capabilities, PlumtreeConfig config) {
}
