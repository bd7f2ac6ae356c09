package io.plumtree.vertx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.NodeId;

/**
 * The links that the engine wants, and where each is dialled: what the resolver says, else what the {@link PeerBook} knows,
 * asked again after every failed attempt and every loss. On the event loop. At most as many as the engine wants links.
 */
final class Links {

    private final Transport transport;
    private final PeerResolver resolver;
    private final LinkPolicy policy;
    private final PeerBook book;
    /** Wanted links, and the address last given to the transport; null while none is known. */
    private final Map<NodeId, @Nullable Address> wanted = new HashMap<>();
    /** Addresses that the policy refused, so that each is logged once. */
    private final Map<NodeId, Address> refused = new HashMap<>();

    Links(Transport transport, PeerResolver resolver, LinkPolicy policy, PeerBook book) {
        this.transport = transport;
        this.resolver = resolver;
        this.policy = policy;
        this.book = book;
    }

    /** @return whether an address is known; if not, it is asked for again at every {@link #refresh} */
    boolean connect(NodeId member) {
        wanted.put(member, null);
        dial(member);
        return wanted.get(member) != null;
    }

    void disconnect(NodeId member, String reason) {
        wanted.remove(member);
        refused.remove(member);
        book.linkDown(member);
        transport.disconnect(member, reason);
    }

    /** Ends the link and the wish for it, if there is either. */
    void drop(NodeId member, String reason) {
        if (wanted.containsKey(member) || book.linked(member)) {
            disconnect(member, reason);
        }
    }

    /** Dials {@code member} elsewhere if it is wanted, not linked, and its address changed. */
    void dial(NodeId member) {
        if (!wanted.containsKey(member) || book.linked(member)) {
            return;
        }
        Address address = resolve(member);
        if (address != null && !address.equals(wanted.get(member))) {
            wanted.put(member, address);
            transport.connect(member, address);
        }
    }

    /** Looks for the addresses that are still unknown. */
    void refresh() {
        List<NodeId> unknown = new ArrayList<>();
        wanted.forEach((member, address) -> {
            if (address == null) {
                unknown.add(member);
            }
        });
        unknown.forEach(this::dial);
    }

    private @Nullable Address resolve(NodeId member) {
        Address address = null;
        try {
            Optional<Address> resolved = resolver.resolve(member);
            address = resolved.orElse(null);
        } catch (RuntimeException e) {
            PlumtreeLog.LOG.resolverFailed(member, e);
        }
        if (address == null) {
            address = book.address(member);
        }
        if (address == null || policy.allows(address)) {
            return address;
        }
        if (!address.equals(refused.put(member, address))) {
            PlumtreeLog.LOG.addressRefused(member, address);
        }
        return null;
    }
}
