package io.plumtree.simulator.memo;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.NodeId;
import io.plumtree.core.overlay.OverlayGraph;
import io.plumtree.core.overlay.View;
import io.plumtree.core.util.Prng;

/**
 * Makes the views of a cluster's engines so that those of the same members are the same object, however each engine came to
 * it: ten thousand engines that agree hold one. No result depends on it. Views that no engine holds any more are forgotten.
 */
public final class SharedViews {

    /**
     * A set of members and their zones by a hash that does not depend on their order; two sets of one hash do not occur in
     * practice.
     */
    private record Key(long hash, int size) {
    }

    private static final class Entry extends WeakReference<Shared> {
        private final Key key;

        Entry(Shared view, ReferenceQueue<Shared> queue) {
            super(view, queue);
            this.key = view.key;
        }
    }

    private final Map<Key, Entry> known = new HashMap<>();
    private final ReferenceQueue<Shared> forgotten = new ReferenceQueue<>();
    private final Map<NodeId, Long> hashes = new IdentityHashMap<>();
    private final View nobody;

    /** @param empty a view of no members, of the kind that is to be shared */
    public SharedViews(View empty) {
        this.nobody = intern(new Key(0, 0), empty);
    }

    /** @return the view of no members */
    public View nobody() {
        return nobody;
    }

    private Shared intern(Key key, View view) {
        Shared shared = new Shared(key, view);
        known.put(key, new Entry(shared, forgotten));
        for (Reference<? extends Shared> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            known.remove(((Entry) gone).key, gone);
        }
        return shared;
    }

    private @Nullable Shared find(Key key) {
        Entry entry = known.get(key);
        return entry == null ? null : entry.get();
    }

    private long hash(NodeId id) {
        Long hash = hashes.get(id);
        if (hash == null) {
            long mixed = id.value().length();
            for (int i = 0; i < id.value().length(); i++) {
                mixed = Prng.mix(mixed * 31 + id.value().charAt(i));
            }
            hash = mixed;
            hashes.put(id, hash);
        }
        return hash;
    }

    private long hash(NodeId id, long zone) {
        return zone == 0 ? hash(id) : Prng.mix(hash(id) ^ zone);
    }

    private static Set<NodeId> distinct(Collection<NodeId> ids) {
        return ids instanceof Set<NodeId> set ? set : new LinkedHashSet<>(ids);
    }

    private final class Shared implements View {

        private final Key key;
        private final View view;
        private @Nullable NodeId lastOrigin;
        private @Nullable View withLastOrigin;

        Shared(Key key, View view) {
            this.key = key;
            this.view = view;
        }

        @Override
        public View with(Collection<NodeId> joining, Map<NodeId, String> zones) {
            long hash = key.hash;
            int size = key.size;
            for (NodeId member : distinct(joining)) {
                if (!view.contains(member)) {
                    hash ^= hash(member, view.zoneNamed(zones.getOrDefault(member, "")));
                    size++;
                }
            }
            for (Map.Entry<NodeId, String> told : zones.entrySet()) {
                NodeId member = told.getKey();
                if (view.contains(member)) {
                    hash ^= hash(member, view.zone(member)) ^ hash(member, view.zoneNamed(told.getValue()));
                }
            }
            Key changed = new Key(hash, size);
            Shared same = changed.equals(key) ? this : find(changed);
            return same != null ? same : intern(changed, view.with(joining, zones));
        }

        @Override
        public View without(Collection<NodeId> leaving) {
            long hash = key.hash;
            int size = key.size;
            for (NodeId member : distinct(leaving)) {
                if (view.contains(member)) {
                    hash ^= hash(member, view.zone(member));
                    size--;
                }
            }
            Key changed = new Key(hash, size);
            Shared same = changed.equals(key) ? this : find(changed);
            return same != null ? same : intern(changed, view.without(leaving));
        }

        @Override
        public long zoneNamed(String name) {
            return view.zoneNamed(name);
        }

        @Override
        public long zone(NodeId id) {
            return view.zone(id);
        }

        @Override
        public View withOrigin(NodeId origin) {
            if (view.contains(origin)) {
                return this;
            }
            View result = withLastOrigin;
            if (result == null || !origin.equals(lastOrigin)) {
                result = with(List.of(origin));
                lastOrigin = origin;
                withLastOrigin = result;
            }
            return result;
        }

        @Override
        public int size() {
            return view.size();
        }

        @Override
        public boolean contains(NodeId id) {
            return view.contains(id);
        }

        @Override
        public List<NodeId> neighbours(NodeId member) {
            return view.neighbours(member);
        }

        @Override
        public List<NodeId> neighbours(NodeId member, Set<NodeId> skipped) {
            return view.neighbours(member, skipped);
        }

        @Override
        public OverlayGraph graph() {
            return view.graph();
        }
    }
}
