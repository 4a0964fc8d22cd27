package io.freebies.bench.instructions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What callgrind wrote, in the format of its manual, chapter "Callgrind Format Specification". */
final class CallgrindFile {
    /** {@code ob=(3) /lib/libm.so} names number 3, {@code ob=(3)} refers to it; {@code cob} is of what is called. */
    private static final Pattern OBJECT = Pattern.compile("(c?)ob=\\((\\d+)\\)(?: (.*))?");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> own = new HashMap<>();
    private String current = "";
    private boolean callee;

    private CallgrindFile() {}

    /** How many instructions each shared object executed itself, by path. */
    static Map<String, Long> instructions(Path file) {
        CallgrindFile read = new CallgrindFile();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(read::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.own;
    }

    private void line(String line) {
        Matcher object = OBJECT.matcher(line);
        if (object.matches()) {
            String number = object.group(2);
            if (object.group(3) != null) {
                names.put(number, object.group(3));
            }
            if (object.group(1).isEmpty()) {
                current = Objects.requireNonNull(names.get(number), line);
            }
        } else if (line.startsWith("calls=")) {
            // The next line is what the called function cost, which its own lines count.
            callee = true;
        } else if (!line.isEmpty() && "0123456789+-*".indexOf(line.charAt(0)) >= 0) {
            String[] columns = line.split(" ", -1);
            if (!callee && columns.length > 1) {
                own.merge(current, Long.parseLong(columns[1]), Long::sum);
            }
            callee = false;
        }
    }
}
