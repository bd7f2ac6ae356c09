package io.plumtree.interop;

import java.util.Set;

/** A member of a cluster of whatever kind. Closed, a process is killed, and a node in this process leaves. */
interface Peer extends AutoCloseable {

    String name();

    /** @return where its membership listens */
    String address();

    /** @return the names of those that it believes to be there, itself included */
    Set<String> present();

    default void awaitPresent(Set<String> names) {
        Await.until(names + " are members to " + name(), () -> present().equals(names), this::present);
    }

    @Override
    void close();
}
