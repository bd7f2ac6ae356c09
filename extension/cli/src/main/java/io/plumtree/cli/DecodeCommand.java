package io.plumtree.cli;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;

import io.plumtree.core.membership.wire.Keyring;
import io.plumtree.core.membership.wire.WireSecurity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what bytes from a network mean. */
@Command(name = "decode", sortOptions = false, description = "Prints what a memberlist packet contains as one JSON object, or why it is rejected.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        " 0:all of it is understood", " 1:it, or a part of it, is rejected", " 2:an option or HEX is not allowed" })
final class DecodeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(names = "--stream", description = "HEX is all that one side wrote to a memberlist TCP connection. Without a label it is what the acceptor wrote, if the cluster has one.")
    private boolean stream;

    @Option(names = "--key", paramLabel = "HEX", description = "A key of the cluster, 16, 24 or 32 bytes. May be given several times. What is not encrypted is rejected then.")
    private List<String> keys = List.of();

    @Option(names = "--label", paramLabel = "LABEL", defaultValue = "", description = "The label of the cluster.")
    private String label;

    @Option(names = "--broadcast", description = "HEX is frames of a Plumtree connection, from its first or from a DECLARE on.")
    private boolean broadcast;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this and end.")
    private boolean help;

    @Parameters(paramLabel = "HEX", arity = "1", description = "The bytes, two digits each.")
    private String hex;

    @Override
    public Integer call() {
        byte[] bytes = bytes("HEX", hex);
        Decoded decoded = broadcast ? frames(bytes) : memberlist(bytes);
        command.commandLine().getOut().println(Json.text(decoded.json()));
        return decoded.rejected() ? 1 : 0;
    }

    private Decoded frames(byte[] bytes) {
        if (stream || !keys.isEmpty() || !label.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--broadcast goes without --stream, --key and --label");
        }
        return DecodedFrames.of(bytes);
    }

    private Decoded memberlist(byte[] bytes) {
        WireSecurity security = security();
        return stream ? DecodedMessages.ofStream(security, label, bytes) : DecodedMessages.ofPacket(security, label, bytes);
    }

    private WireSecurity security() {
        Keyring keyring = new Keyring();
        for (String key : keys) {
            byte[] bytes = bytes("--key", key);
            try {
                keyring.add(bytes);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--key: " + e.getMessage(), e);
            }
        }
        try {
            return new WireSecurity(label, keyring, nonce -> {
                throw new IllegalStateException("nothing is written");
            });
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--label: " + e.getMessage(), e);
        }
    }

    /** Keys are not repeated in messages, which end in logs. */
    private byte[] bytes(String what, String text) {
        if (text.length() % 2 != 0) {
            throw new ParameterException(command.commandLine(), what + " has an odd number of digits, " + text.length());
        }
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), what + " has other characters than 0-9, a-f and A-F", e);
        }
    }
}
