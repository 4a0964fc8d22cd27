package io.freebies.data.inspect;

import io.freebies.failure.Failure;
import io.freebies.graph.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A word for what is in each of many files: the same for two files if and only if their bytes are the same. */
final class FileContents {
    private final Map<Path, String> contents = new ConcurrentHashMap<>();

    private FileContents() {}

    /** Looks at files; only those of the same size are read. */
    static FileContents of(List<Path> files) {
        Map<Long, Integer> sizes = new HashMap<>();
        files.forEach(file -> sizes.merge(size(file), 1, Integer::sum));
        FileContents all = new FileContents();
        files.parallelStream().forEach(file -> {
            long size = size(file);
            boolean isAlone = sizes.getOrDefault(size, 0) == 1;
            all.contents.put(file, isAlone ? "size " + size : sha256(file));
        });
        return all;
    }

    String of(Path file) {
        return contents.getOrDefault(file, "");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Failure unreadable(Path file, IOException e) {
        return Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
    }
}
