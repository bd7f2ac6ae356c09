package io.plumtree.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a node takes part in membership, as far as no preset says it: where it listens, whom it joins, what protects it. The
 * timings are {@link ConfigKey}s. Immutable: every {@code with} method returns other settings and throws
 * {@link InvalidConfigException} for a value that is not allowed.
 */
public final class MembershipSettings implements Cloneable {

    /** Where membership listens unless told otherwise, UDP and TCP. */
    public static final int DEFAULT_PORT = 7946;
    /** Manual peers: no membership. */
    public static final MembershipSettings STANDARD = new MembershipSettings();

    private static final int LONGEST_LABEL = 255;

    private boolean enabled;
    private Optional<String> bindHost = Optional.empty();
    private int bindPort = DEFAULT_PORT;
    private Optional<String> advertiseHost = Optional.empty();
    private int advertisePort;
    private List<Seed> seeds = Collections.emptyList();
    private String label = "";
    private List<byte[]> keys = Collections.emptyList();
    private boolean verifyIncoming = true;
    private boolean verifyOutgoing = true;
    private MembershipCompatibility compatibility = MembershipCompatibility.MEMBERLIST;
    private List<String> allowed = Collections.emptyList();
    private Optional<Path> knownPeersFile = Optional.empty();

    private MembershipSettings() {
    }

    /** @return whether the node takes part; otherwise it knows the peers it is told of */
    public boolean enabled() {
        return enabled;
    }

    /**
     * @param value {@code membership.enabled}
     * @return these settings with it
     */
    public MembershipSettings withEnabled(boolean value) {
        return changed(settings -> settings.enabled = value);
    }

    /** @return the local address to listen on; absent: the one that broadcasts are listened for on */
    public Optional<String> bindHost() {
        return bindHost;
    }

    /**
     * @param host {@code membership.bind-address}
     * @return these settings with it
     */
    public MembershipSettings withBindHost(String host) {
        checkHost("membership.bind-address", host);
        return changed(settings -> settings.bindHost = Optional.of(host));
    }

    /** @return the UDP and TCP port to listen on; 0 picks one */
    public int bindPort() {
        return bindPort;
    }

    /**
     * @param port {@code membership.bind-port}; 0 picks one
     * @return these settings with it
     */
    public MembershipSettings withBindPort(int port) {
        checkPort("membership.bind-port", port);
        return changed(settings -> settings.bindPort = port);
    }

    /** @return the host that others shall use; absent: that for broadcasts, else the one bound */
    public Optional<String> advertiseHost() {
        return advertiseHost;
    }

    /**
     * @param host {@code membership.advertise-address}, as others reach it
     * @return these settings with it
     */
    public MembershipSettings withAdvertiseHost(String host) {
        checkHost("membership.advertise-address", host);
        return changed(settings -> settings.advertiseHost = Optional.of(host));
    }

    /** @return the port that others shall use; 0: the one bound */
    public int advertisePort() {
        return advertisePort;
    }

    /**
     * @param port {@code membership.advertise-port}, as others reach it; 0: the one bound
     * @return these settings with it
     */
    public MembershipSettings withAdvertisePort(int port) {
        checkPort("membership.advertise-port", port);
        return changed(settings -> settings.advertisePort = port);
    }

    /** @return where members may be; unmodifiable */
    public List<Seed> seeds() {
        return seeds;
    }

    /**
     * @param value {@code membership.seeds}: one that answers is enough; this node itself may be among them
     * @return these settings with them
     */
    public MembershipSettings withSeeds(List<Seed> value) {
        List<Seed> copy = List.copyOf(value);
        return changed(settings -> settings.seeds = copy);
    }

    /** @return only nodes with one label understand each other; may be empty */
    public String label() {
        return label;
    }

    /**
     * @param value {@code membership.label}, at most 255 UTF-8 bytes; no secret
     * @return these settings with it
     */
    public MembershipSettings withLabel(String value) {
        try {
            Names.checkLength("membership.label", value, LONGEST_LABEL);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException("membership.label", value, String.valueOf(e.getMessage()));
        }
        return changed(settings -> settings.label = value);
    }

    /** @return copies of the AES keys, of which the first encrypts; empty: nothing is encrypted */
    public List<byte[]> keys() {
        return keys.stream().map(byte[]::clone).toList();
    }

    /**
     * @param value {@code membership.key}: AES keys of 16, 24 or 32 bytes, copied; the first encrypts, each decrypts
     * @return these settings with them
     */
    public MembershipSettings withKeys(List<byte[]> value) {
        List<byte[]> copies = new ArrayList<>();
        for (byte[] key : value) {
            if (key.length != 16 && key.length != 24 && key.length != 32) {
                // The value is not for eyes.
                throw badKey("a key of " + key.length + " bytes");
            }
            copies.add(key.clone());
        }
        return changed(settings -> settings.keys = copies);
    }

    /**
     * Reads a key as people write it.
     *
     * @param text 32, 48 or 64 hexadecimal digits, or Base64 of 16, 24 or 32 bytes, as {@code serf keygen} prints it
     * @return its bytes
     * @throws InvalidConfigException naming {@code membership.key}, and not telling the text
     */
    public static byte[] parseKey(String text) {
        try {
            // Base64 of 24 random bytes has 32 characters, too, but not only these.
            return text.matches("([0-9a-fA-F]{16}){2,4}") ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw badKey("a text of " + text.length() + " characters");
        }
    }

    private static InvalidConfigException badKey(String found) {
        return new InvalidConfigException("membership.key", found,
                "16, 24 or 32 bytes, in Base64 or as hexadecimal digits");
    }

    /** @return whether what comes in must be encrypted, if there are keys */
    public boolean verifyIncoming() {
        return verifyIncoming;
    }

    /** @return whether what goes out is encrypted, if there are keys */
    public boolean verifyOutgoing() {
        return verifyOutgoing;
    }

    /**
     * @param incoming {@code membership.verify-incoming}
     * @param outgoing {@code membership.verify-outgoing}
     * @return these settings with them
     */
    public MembershipSettings withVerify(boolean incoming, boolean outgoing) {
        return changed(settings -> {
            settings.verifyIncoming = incoming;
            settings.verifyOutgoing = outgoing;
        });
    }

    /** @return with whom it fits together */
    public MembershipCompatibility compatibility() {
        return compatibility;
    }

    /**
     * @param value {@code membership.compatibility}
     * @return these settings with it
     */
    public MembershipSettings withCompatibility(MembershipCompatibility value) {
        return changed(settings -> settings.compatibility = value);
    }

    /** @return the ranges where members may be, such as {@code 10.0.0.0/8}; empty: anywhere */
    public List<String> allowed() {
        return allowed;
    }

    /**
     * @param ranges {@code membership.cidrs-allowed}
     * @return these settings with them
     */
    public MembershipSettings withAllowed(List<String> ranges) {
        List<String> copy = List.copyOf(ranges);
        return changed(settings -> settings.allowed = copy);
    }

    /** @return the file in which known members are kept, to be found again at the next start; absent: none */
    public Optional<Path> knownPeersFile() {
        return knownPeersFile;
    }

    /**
     * @param file {@code membership.known-peers-file}
     * @return these settings with it
     */
    public MembershipSettings withKnownPeersFile(Path file) {
        return changed(settings -> settings.knownPeersFile = Optional.of(file));
    }

    private static void checkHost(String key, String host) {
        if (host.isBlank()) {
            throw new InvalidConfigException(key, host, "a host name or an address");
        }
    }

    private static void checkPort(String key, int port) {
        if (port < 0 || port > 65_535) {
            throw new InvalidConfigException(key, port, "0 to 65535");
        }
    }

    private MembershipSettings changed(Consumer<MembershipSettings> change) {
        try {
            MembershipSettings copy = (MembershipSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("BUG: " + e, e);
        }
    }
}
