package io.plumtree.chat.fault;

/**
 * The ports of one node on this host: where it listens, and where others find it, which is the proxy.
 *
 * @param node its id
 * @param link where it listens for links
 * @param linkProxy where others are told to connect to
 * @param membership where its membership listens, UDP and TCP
 * @param membershipProxy where others are told to send to
 */
public record Wiring(String node, int link, int linkProxy, int membership, int membershipProxy) {
}
