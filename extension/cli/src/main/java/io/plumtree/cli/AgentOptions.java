package io.plumtree.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.plumtree.api.Address;
import io.plumtree.api.InvalidConfigException;
import io.plumtree.api.MembershipCompatibility;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.NodeId;
import io.plumtree.api.PlumtreeConfig;
import io.plumtree.api.Seed;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What an agent is told at its start. */
final class AgentOptions {

    @Option(names = "--name", paramLabel = "NAME", description = "The node's name, unique in the cluster (default: the host's name and the process id).")
    private @Nullable String name;

    @Option(names = "--bind", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:7946", description = "Where membership listens, UDP and TCP; port 0 picks one (default: ${DEFAULT-VALUE}).")
    private String bind;

    @Option(names = "--broadcast-port", paramLabel = "PORT", defaultValue = "0", description = "Where broadcasts are listened for, on the host of --bind; 0 picks one, and the others hear which (default: ${DEFAULT-VALUE}).")
    private String broadcastPort;

    @Option(names = "--advertise", paramLabel = "HOST:PORT", description = "Where others reach membership, if not at --bind; port 0 is the one bound. Broadcasts are reached on the same host.")
    private @Nullable String advertise;

    @Option(names = "--join", paramLabel = "SEED", description = "Where a member may be: host:port, [ipv6]:port, dns:name:port or srv:name. May be given several times; one that answers is enough; as long as none does they are tried again.")
    private List<String> join = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "An AES key of 16, 24 or 32 bytes, in Base64 or as hexadecimal digits. May be given several times: the first encrypts, each decrypts.")
    private List<String> keys = List.of();

    @Option(names = "--label", paramLabel = "LABEL", defaultValue = "", description = "The label of the cluster's membership.")
    private String label;

    @Option(names = "--protocol", paramLabel = "PROTOCOL", defaultValue = "memberlist", description = "Whom to fit together with: memberlist or serf (default: ${DEFAULT-VALUE}).")
    private String protocol;

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = PlumtreeConfig.DEFAULT_CLUSTER_NAME, description = "Broadcasts are exchanged with members of the same cluster-name (default: ${DEFAULT-VALUE}).")
    private String cluster;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Where the node runs.")
    private @Nullable String zone;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "What the node says about itself. May be given several times.")
    private List<String> tags = List.of();

    @Option(names = "--insecure", description = "Allow plain connections beyond this host. Broadcasts are plain; membership is, too, without --key.")
    private boolean insecure;

    /** @throws ParameterException naming the option that is wrong */
    PlumtreeConfig config(CommandSpec command) {
        Address membership = checked(command, "--bind", () -> Address.parse(bind));
        Address broadcasts = checked(command, "--broadcast-port", () -> new Address(membership.host(), number(broadcastPort)));
        MembershipSettings settings = MembershipSettings.STANDARD.withEnabled(true).withBindHost(membership.host())
                .withBindPort(membership.port());
        settings = checked(command, "--join", settings, s -> s.withSeeds(join.stream().map(Seed::parse).toList()));
        settings = checked(command, "--key", settings,
                s -> s.withKeys(keys.stream().map(MembershipSettings::parseKey).toList()));
        settings = checked(command, "--label", settings, s -> s.withLabel(label));
        settings = checked(command, "--protocol", settings, s -> s.withCompatibility(compatibility()));
        PlumtreeConfig config = PlumtreeConfig.standard().withBind(broadcasts).withInsecure(insecure);
        config = checked(command, "--name", config, c -> c.withNodeId(NodeId.of(name == null ? ownName() : name)));
        config = checked(command, "--cluster", config, c -> c.withClusterName(cluster));
        config = checked(command, "--tag", config, c -> c.withTags(tags()));
        if (zone != null) {
            config = checked(command, "--zone", config, c -> c.withZone(zone));
        }
        if (advertise != null) {
            Address told = checked(command, "--advertise", () -> Address.parse(advertise));
            settings = settings.withAdvertiseHost(told.host()).withAdvertisePort(told.port());
            config = config.withAdvertise(new Address(told.host(), 0));
        }
        return config.withMembership(settings);
    }

    private MembershipCompatibility compatibility() {
        for (MembershipCompatibility each : MembershipCompatibility.values()) {
            if (protocol.equals(each.name().toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new IllegalArgumentException("'" + protocol + "' is neither memberlist nor serf");
    }

    private Map<String, String> tags() {
        Map<String, String> result = new LinkedHashMap<>();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + tag + "' is not name=value");
            }
            if (result.put(tag.substring(0, equals), tag.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + tag.substring(0, equals) + "' is given twice");
            }
        }
        return result;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a port", e);
        }
    }

    /** Several agents may run on one host. */
    private static String ownName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return host + "-" + ProcessHandle.current().pid();
    }

    private static <T> T checked(CommandSpec command, String option, T before, UnaryOperator<T> change) {
        return checked(command, option, () -> change.apply(before));
    }

    private static <T> T checked(CommandSpec command, String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | InvalidConfigException e) {
            String why = OptionNames.in(String.valueOf(e.getMessage()));
            throw new ParameterException(command.commandLine(), why.startsWith(option) ? why : option + ": " + why, e);
        }
    }
}
