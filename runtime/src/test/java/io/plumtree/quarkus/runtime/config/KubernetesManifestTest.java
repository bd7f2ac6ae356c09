package io.plumtree.quarkus.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import io.plumtree.api.MembershipSettings;
import io.plumtree.api.Seed;

/** The manifest in the documentation says what the extension understands, and its parts fit each other. */
class KubernetesManifestTest {

    private static final Path MANIFEST = Path.of("..", "docs", "modules", "ROOT", "examples", "kubernetes", "shop.yaml");
    private static final int BROADCAST_PORT = 7947;

    private final Map<String, Map<String, Object>> resources = read();
    private final Properties settings = settings();

    @Test
    void everySettingIsAKnownKey() {
        List<String> unknown = settings.stringPropertyNames().stream().filter(name -> name.startsWith(KeyNames.PREFIX))
                .filter(name -> !KeyNames.known(name.substring(KeyNames.PREFIX.length()))).toList();
        assertEquals(List.of(), unknown);
        assertTrue(KeyNames.known("membership.key") && variables().contains("QUARKUS_PLUMTREE_MEMBERSHIP_KEY"));
    }

    @Test
    void whatIsReferredToInSettingsIsAVariableOfThePod() {
        Set<String> referred = settings.values().stream().map(Object::toString).filter(value -> value.startsWith("${"))
                .map(value -> value.substring(2, value.length() - 1)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("POD_IP", "POD_NAME"), referred);
        assertTrue(variables().containsAll(referred));
    }

    @Test
    void theSeedIsTheHeadlessServiceWhichFindsPodsBeforeTheyAreReady() {
        assertEquals("None", at("Service", "spec", "clusterIP"));
        assertEquals(true, at("Service", "spec", "publishNotReadyAddresses"));
        assertEquals(at("Service", "metadata", "name"), at("StatefulSet", "spec", "serviceName"));
        assertEquals(new Seed(Seed.Kind.DNS, at("Service", "metadata", "name").toString(), MembershipSettings.DEFAULT_PORT),
                Seed.parse(settings.getProperty("plumtree.membership.seeds")));
        assertFalse(at("Service", "metadata", "name").equals("plumtree"), "Kubernetes would set PLUMTREE_* variables");
    }

    @Test
    void thePortsAreThoseOfMembershipAndOfBroadcastsEverywhere() {
        Set<String> ours = Set.of("7946/UDP", "7946/TCP", BROADCAST_PORT + "/TCP");
        assertEquals(MembershipSettings.DEFAULT_PORT, 7946);
        assertEquals(BROADCAST_PORT, Integer.parseInt(settings.getProperty("plumtree.bind-port", "7947")));
        assertEquals(ours, ports(at("Service", "spec", "ports"), "port"));
        assertTrue(ports(container().get("ports"), "containerPort").containsAll(ours));
        List<?> allowed = (List<?>) at("NetworkPolicy", "spec", "ingress");
        assertEquals(ours, ports(((Map<?, ?>) allowed.get(0)).get("ports"), "port"));
        assertEquals(at("StatefulSet", "spec", "selector"),
                ((Map<?, ?>) ((List<?>) ((Map<?, ?>) allowed.get(0)).get("from")).get(0)).get("podSelector"));
    }

    @Test
    void theClusterIsLeftBeforeThePodIsKilled() {
        Duration inAll = Duration.ZERO;
        for (String step : List.of("quarkus.shutdown.delay", "quarkus.shutdown.timeout", "plumtree.shutdown-timeout")) {
            inAll = inAll.plus(Duration.parse("PT" + settings.getProperty(step)));
        }
        Number grace = (Number) at("StatefulSet", "spec", "template", "spec", "terminationGracePeriodSeconds");
        assertTrue(inAll.plusSeconds(5).toSeconds() < grace.longValue(), inAll + " of " + grace + " s");
    }

    @Test
    void allInterfacesAreListenedOnAndOthersAreToldThePodsAddress() {
        for (String of : List.of("plumtree.", "plumtree.membership.")) {
            assertEquals("0.0.0.0", settings.getProperty(of + "bind-address"));
            assertEquals("${POD_IP}", settings.getProperty(of + "advertise-address"));
        }
    }

    private Set<String> variables() {
        return ((List<?>) container().get("env")).stream().map(one -> ((Map<?, ?>) one).get("name").toString())
                .collect(Collectors.toSet());
    }

    private Map<?, ?> container() {
        return (Map<?, ?>) ((List<?>) at("StatefulSet", "spec", "template", "spec", "containers")).get(0);
    }

    private static Set<String> ports(Object list, String name) {
        return ((List<?>) list).stream().map(one -> (Map<?, ?>) one)
                .map(one -> one.get(name) + "/" + (one.get("protocol") == null ? "TCP" : one.get("protocol")))
                .collect(Collectors.toSet());
    }

    private Object at(String kind, String... path) {
        Object found = resources.get(kind);
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    private Properties settings() {
        Properties read = new Properties();
        try {
            read.load(new StringReader(((Map<?, ?>) at("ConfigMap", "data")).get("application.properties").toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return read;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> read() {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try {
            return StreamSupport.stream(yaml.loadAll(Files.readString(MANIFEST)).spliterator(), false)
                    .map(one -> (Map<String, Object>) one)
                    .collect(Collectors.toMap(one -> one.get("kind").toString(), one -> one));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
