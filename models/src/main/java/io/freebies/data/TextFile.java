package io.freebies.data;

import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small text files that list things. */
final class TextFile {
    private TextFile() {}

    /**
     * All lines, without the space around them; empty ones stay, so that the index is the line's number less 1.
     *
     * @throws Failure (data) if the file is missing or no UTF-8 text
     */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read as UTF-8 text (" + e.getMessage() + "); mend the file", e);
        }
    }

    /** As {@link #lines}, without the empty ones. */
    static List<String> entries(Path file) {
        return lines(file).stream().filter(line -> !line.isEmpty()).toList();
    }
}
