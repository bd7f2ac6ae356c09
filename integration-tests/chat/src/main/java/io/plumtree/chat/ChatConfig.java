package io.plumtree.chat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of the chat itself; the node has its own keys, {@code quarkus.plumtree.*}. */
@ConfigMapping(prefix = "chat")
public interface ChatConfig {

    /** Most deliveries kept; the oldest make room. */
    @WithDefault("100000")
    int logMaxEntries();

    /** Most payload bytes of them; the oldest make room. */
    @WithDefault("33554432")
    long logMaxBytes();

    /** Lines of one request that may wait for {@code RECEIVED} at one time. */
    @WithDefault("256")
    int windowMaxLines();

    /** Bytes of them. Well below {@code send-queue-max-bytes}, so that one request alone never overloads the node. */
    @WithDefault("262144")
    long windowMaxBytes();

    /** Stop when the standard input ends: whoever started this process has closed it, or is gone. */
    @WithDefault("false")
    boolean stopAtEndOfInput();

    /** Where the pages of other instances are, by node id: this one's shows them, and asks each instance how it is. */
    Map<String, URI> pages();

    /** Where the page can ask for faults; without it none are offered. */
    Optional<URI> control();
}
