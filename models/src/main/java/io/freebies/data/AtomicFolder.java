package io.freebies.data;

import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that appear whole or not at all: filled beside their place, then renamed. */
public final class AtomicFolder {
    /** Fills one folder. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything into a folder that exists and is empty. */
        void writeTo(Path folder) throws IOException;
    }

    private AtomicFolder() {}

    /**
     * Creates {@code folder}; missing parent folders are made.
     *
     * @param folder absent or empty
     * @throws Failure (usage) if the folder holds something; (environment) if it cannot be written
     */
    public static void write(Path folder, Content content) {
        Path target = folder.toAbsolutePath().normalize();
        refuseOccupied(target);
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + ".part-" + ProcessHandle.current().pid());
        try {
            delete(temporary);
            Files.createDirectories(temporary);
            content.writeTo(temporary);
            Files.deleteIfExists(target);
            Files.move(temporary, target);
        } catch (IOException e) {
            throw Failure.environment(
                    "cannot write " + target + " (" + e + "); choose a folder you may write to, with enough room", e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void refuseOccupied(Path folder) {
        try {
            if (Files.exists(folder) && (!Files.isDirectory(folder) || !isEmpty(folder))) {
                throw Failure.usage(folder + ": expected a new or empty folder, found it occupied; choose another one,"
                        + " or delete it first");
            }
        } catch (IOException e) {
            throw Failure.environment(folder + ": cannot be listed (" + e + "); check its permissions", e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException ignored) {
            // What stopped the writing is the error to report; it is being thrown.
        }
    }
}
