package io.plumtree.vertx;

import java.util.List;
import java.util.stream.Collectors;

import io.plumtree.api.ConfigKey;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;

/** The parts of the one line that a starting node logs. */
final class StartText {

    private static final int NAMED = 10;

    private StartText() {
    }

    static String settings(PlumtreeConfig config) {
        String preset = "preset " + config.preset().key();
        List<ConfigKey<?>> overrides = config.overrides();
        return overrides.isEmpty() ? preset
                : preset + overrides.stream().map(key -> key.name() + "=" + config.get(key))
                        .collect(Collectors.joining(", ", " with ", ""));
    }

    static String peers(PlumtreeConfig config, NodeId self) {
        return named(config.peers().stream().filter(peer -> !peer.id().equals(self)).toList());
    }

    static String seeds(PlumtreeConfig config) {
        return config.membership().enabled() ? named(config.membership().seeds()) : "none, membership is off";
    }

    private static String named(List<?> all) {
        String some = all.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", ", "[", ""));
        return all.size() > NAMED ? some + " and " + (all.size() - NAMED) + " more]" : some + "]";
    }

    /** The byte bounds, one by one and together. */
    static String memory(PlumtreeConfig config) {
        long cache = config.get(ConfigKey.MESSAGE_CACHE_MAX_BYTES);
        // Messages other than GOSSIP may go up to twice the bound before the link is closed.
        long sending = 2L * config.get(ConfigKey.MAX_PEERS) * config.get(ConfigKey.SEND_QUEUE_MAX_BYTES);
        long broadcasts = (long) config.get(ConfigKey.BROADCAST_QUEUE_MAX_SIZE)
                * config.get(ConfigKey.MAX_MESSAGE_SIZE);
        long store = config.storage().isPresent() ? config.get(ConfigKey.STORE_QUEUE_MAX_BYTES) : 0;
        long topic = config.get(ConfigKey.DELIVERY_QUEUE_MAX_BYTES);
        return mebibytes(cache + sending + broadcasts + store) + " (cache " + mebibytes(cache) + ", send queues "
                + mebibytes(sending) + ", broadcasts " + mebibytes(broadcasts)
                + (store == 0 ? "" : ", to the store " + mebibytes(store)) + ") and " + mebibytes(topic)
                + " for each topic whose observers are slow";
    }

    private static String mebibytes(long bytes) {
        return (bytes + (1L << 20) - 1 >> 20) + " MiB";
    }
}
