package io.plumtree.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the {@link Diary}s of all incarnations of all nodes say together. */
final class Diaries {

    /** One node, all its incarnations together. */
    private static final class Life {
        final Streams delivered = new Streams();
        final Streams stored = new Streams();
        int incarnations;
    }

    private final Map<String, Life> lives = new TreeMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private long deliveries;
    private long flagged;
    private long redeliveries;

    /** @param directory has a directory for each node */
    Diaries(Path directory) {
        for (Path node : children(directory)) {
            Life life = lives.computeIfAbsent(node.getFileName().toString(), id -> new Life());
            for (Path file : children(node)) {
                if (file.toString().endsWith(Diary.SUFFIX)) {
                    read(node.getFileName().toString(), file, life);
                }
            }
        }
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String node, Path file, Life life) {
        life.incarnations++;
        Streams inThisOne = new Streams();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // What is behind the last line end was being written when the process was killed.
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
            String[] words = line.split(" ");
            long from = Long.parseLong(words[2]);
            switch (line.charAt(0)) {
                case Diary.STORED -> life.stored.add(words[1], from, from);
                case Diary.MISSED -> contradictions.add(node + " misses " + words[1] + " " + from + " to " + words[3]);
                default -> delivered(node, life, inThisOne, words[1], from, line.charAt(0) == Diary.REDELIVERED);
            }
        });
    }

    private void delivered(String node, Life life, Streams inThisOne, String stream, long sequence, boolean again) {
        deliveries++;
        flagged += again ? 1 : 0;
        if (inThisOne.add(stream, sequence, sequence) > 0) {
            contradictions.add(node + " was handed " + stream + " " + sequence + " twice in one incarnation");
        }
        boolean before = life.delivered.add(stream, sequence, sequence) > 0;
        redeliveries += before ? 1 : 0;
        if (before && !again) {
            contradictions.add(node + " was handed " + stream + " " + sequence + " again, and not told so");
        }
    }

    /** @return gaps, doubles within an incarnation, and doubles across incarnations that were not told to be */
    List<String> contradictions() {
        return contradictions;
    }

    /** @return what some node was handed, or its origin was told is stored, and another node never was handed */
    List<String> open() {
        Set<String> names = new TreeSet<>();
        lives.values().forEach(life -> {
            life.delivered.names().forEach(names::add);
            life.stored.names().forEach(names::add);
        });
        List<String> open = new ArrayList<>();
        for (String stream : names) {
            BitSet all = new BitSet();
            lives.values().forEach(life -> {
                all.or(life.delivered.of(stream));
                all.or(life.stored.of(stream));
            });
            lives.forEach((node, life) -> {
                BitSet lacking = (BitSet) all.clone();
                lacking.andNot(life.delivered.of(stream));
                if (!stream.startsWith(node + "/") && !lacking.isEmpty()) {
                    open.add(node + " lacks " + lacking.cardinality() + " of " + stream + ", from " + lacking.nextSetBit(0));
                }
            });
        }
        return open;
    }

    @Override
    public String toString() {
        return lives.values().stream().mapToInt(life -> life.incarnations).sum() + " incarnations, "
                + lives.values().stream().mapToLong(life -> life.stored.count()).sum() + " stored, " + deliveries
                + " delivered, " + redeliveries + " of them again, " + flagged + " told to be perhaps";
    }
}
