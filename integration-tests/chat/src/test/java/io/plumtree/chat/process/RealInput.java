package io.plumtree.chat.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The lines of this repository's own Java sources: real text that is certainly there, with empty and repeated lines. */
public final class RealInput {

    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

    private RealInput() {
    }

    /**
     * @param root the repository
     * @param atLeast lines that the sources have to have
     * @param count how many lines; the sources are read again from their start if they have fewer
     * @return that many lines, without line feeds
     * @throws IllegalStateException if the sources have fewer than {@code atLeast} lines
     */
    public static List<byte[]> lines(Path root, int atLeast, int count) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Path file : sources(root)) {
            split(Files.readAllBytes(file), lines);
        }
        if (lines.size() < atLeast) {
            throw new IllegalStateException("the sources below " + root + " have " + lines.size() + " lines only");
        }
        List<byte[]> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(lines.get(i % lines.size()));
        }
        return taken;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(dir.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static void split(byte[] text, List<byte[]> lines) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b : text) {
            if (b == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
    }
}
