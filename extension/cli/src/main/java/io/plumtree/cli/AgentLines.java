package io.plumtree.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumtree.api.ClusterKeyring;
import io.plumtree.api.MembershipSettings;
import io.plumtree.api.MessageId;
import io.plumtree.api.NodeId;
import io.plumtree.api.Peer;
import io.plumtree.api.PlumtreeException;
import io.plumtree.vertx.PlumtreeNode;

/** Does what lines say, one after the other, and prints what came of each. */
final class AgentLines {

    private static final List<String> COMMANDS = List.of("members", "broadcast TOPIC TEXT", "send [--reliable] NODE TEXT",
            "tag NAME [VALUE]", "keyring list", "keyring add|use|remove KEY", "leave", "quit", "help");

    private final PlumtreeNode node;
    private final EventPrinter printer;
    private Map<String, String> tags;

    /** @param tags what the node says about itself at first */
    AgentLines(PlumtreeNode node, Map<String, String> tags, EventPrinter printer) {
        this.node = node;
        this.tags = tags;
        this.printer = printer;
    }

    /** Returns at {@code quit} or at the end of the lines. */
    void run(LineReader lines) throws IOException {
        boolean more = true;
        while (more) {
            try {
                String line = lines.next();
                more = line != null && obeyed(line.strip());
            } catch (IllegalArgumentException e) {
                wrong(e);
            }
        }
    }

    /** @return whether to go on */
    private boolean obeyed(String line) {
        if (line.isEmpty()) {
            return true;
        }
        Words words = new Words(line);
        String name = words.next("a command");
        if (name.equals("quit")) {
            words.end();
            return false;
        }
        try {
            obey(name, words);
        } catch (PlumtreeException | IllegalArgumentException | IllegalStateException e) {
            wrong(e);
        } catch (CompletionException e) {
            wrong(e.getCause());
        }
        return true;
    }

    private void obey(String name, Words words) {
        switch (name) {
            case "members" -> members(words);
            case "broadcast" -> broadcast(words);
            case "send" -> send(words);
            case "tag" -> tag(words);
            case "keyring" -> keyring(words);
            case "leave" -> leave(words);
            case "help" -> help(words);
            default -> throw new IllegalArgumentException(
                    "there is no command '" + name + "', but " + String.join(", ", COMMANDS));
        }
    }

    private void wrong(Throwable failure) {
        printer.print("error", Json.object().put("message", OptionNames.in(String.valueOf(failure.getMessage()))));
    }

    private void members(Words words) {
        words.end();
        ObjectNode json = Json.object();
        ArrayNode members = json.putArray("members");
        Set<NodeId> linked = node.cluster().peers().stream().filter(Peer::linked).map(Peer::id).collect(Collectors.toSet());
        node.cluster().members().forEach(
                member -> members.add(AgentEvents.of(member).put("linked", linked.contains(member.id()))));
        printer.print("members", json);
    }

    private void broadcast(Words words) {
        String topic = words.next("TOPIC");
        byte[] text = words.rest("TEXT").getBytes(StandardCharsets.UTF_8);
        MessageId id = done(node.broadcast(topic, text));
        printer.print("sent", Json.object().put("topic", topic).put("epoch", id.epoch()).put("sequence", id.sequence()));
    }

    private void send(Words words) {
        boolean reliable = words.skip("--reliable");
        String to = words.next("NODE");
        byte[] text = words.rest("TEXT").getBytes(StandardCharsets.UTF_8);
        NodeId id = NodeId.of(to);
        done(reliable ? node.cluster().sendReliable(id, text) : node.cluster().sendBestEffort(id, text));
        printer.print("sent", Json.object().put("to", to).put("reliable", reliable));
    }

    private void tag(Words words) {
        String name = words.next("NAME");
        Map<String, String> changed = new LinkedHashMap<>(tags);
        if (words.hasMore()) {
            changed.put(name, words.rest("VALUE"));
        } else if (changed.remove(name) == null) {
            throw new IllegalArgumentException("there is no tag '" + name + "' to remove, but " + tags.keySet());
        }
        done(node.cluster().updateTags(changed));
        tags = changed;
        ObjectNode json = Json.object();
        json.set("tags", Json.tree(tags));
        printer.print("tagged", json);
    }

    private void keyring(Words words) {
        ClusterKeyring keyring = node.cluster().keyring();
        String what = words.next("list, add, use or remove");
        switch (what) {
            case "list" -> words.end();
            case "add" -> done(keyring.add(key(words)));
            case "use" -> done(keyring.use(key(words)));
            case "remove" -> done(keyring.remove(key(words)));
            default -> throw new IllegalArgumentException("'" + what + "' is not list, add, use or remove");
        }
        List<byte[]> keys = done(keyring.keys());
        ObjectNode json = Json.object().put("count", keys.size());
        if (what.equals("list")) {
            ArrayNode list = json.putArray("keys");
            keys.forEach(key -> list.add(HexFormat.of().formatHex(key)));
        }
        printer.print("keyring", json);
    }

    private static byte[] key(Words words) {
        byte[] key = MembershipSettings.parseKey(words.next("KEY"));
        words.end();
        return key;
    }

    private void leave(Words words) {
        words.end();
        done(node.leave(AgentCommand.LEAVING));
        printer.print("gone", Json.object());
    }

    private void help(Words words) {
        words.end();
        ObjectNode json = Json.object();
        COMMANDS.forEach(json.putArray("commands")::add);
        printer.print("help", json);
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** The words of a line, of which the last may have spaces. */
    private static final class Words {

        private String left;

        Words(String line) {
            this.left = line;
        }

        boolean hasMore() {
            return !left.isEmpty();
        }

        String next(String what) {
            String[] parts = left.split("\\s+", 2);
            if (parts[0].isEmpty()) {
                throw new IllegalArgumentException(what + " is missing; allowed are " + String.join(", ", COMMANDS));
            }
            left = parts.length == 1 ? "" : parts[1];
            return parts[0];
        }

        boolean skip(String option) {
            boolean found = Arrays.asList(left.split("\\s+", 2)).get(0).equals(option);
            if (found) {
                next(option);
            }
            return found;
        }

        String rest(String what) {
            String rest = left;
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(what + " is missing; allowed are " + String.join(", ", COMMANDS));
            }
            left = "";
            return rest;
        }

        void end() {
            if (hasMore()) {
                throw new IllegalArgumentException("nothing may follow, but '" + left + "' does");
            }
        }
    }
}
