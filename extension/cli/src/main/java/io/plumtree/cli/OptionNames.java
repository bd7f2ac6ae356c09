package io.plumtree.cli;

/** Says in messages of the node, which name configuration keys, the options that set them. */
final class OptionNames {

    /** Each key and its option; a key that another one ends with comes after it. */
    private static final String[][] OPTIONS = {
            { "membership.bind-address, membership.bind-port", "--bind" }, { "membership.bind-address", "--bind" },
            { "membership.advertise-address", "--advertise" }, { "membership.seeds", "--join" },
            { "membership.label", "--label" }, { "membership.key", "--key" }, { "security.insecure=true", "--insecure" },
            { "security.insecure", "--insecure" }, { "cluster-name", "--cluster" }, { "node-id", "--name" },
            { "bind-address", "--bind" }, { "bind-port", "--broadcast-port" }, { "advertise-address", "--advertise" } };

    private OptionNames() {
    }

    static String in(String message) {
        String result = message;
        for (String[] option : OPTIONS) {
            result = result.replace(option[0], option[1]);
        }
        return result;
    }
}
