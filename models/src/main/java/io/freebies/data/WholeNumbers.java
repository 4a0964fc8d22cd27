package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Options such as {@code images=250,seed=1}.
 *
 * @param values by key, every key present
 */
record WholeNumbers(Map<String, Long> values) {
    /**
     * One option.
     *
     * @param fallback its value where it is not given
     * @param least inclusive
     * @param most inclusive
     */
    record Key(String name, long fallback, long least, long most) {
        /** Any whole number. */
        static Key any(String name, long fallback) {
            return new Key(name, fallback, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /**
     * Reads {@code key=value} pairs joined by commas.
     *
     * @param prefix what stands before them in the data argument, with its colon
     * @param text may be empty
     * @throws Failure (usage) listing all unknown keys and wrong values
     */
    static WholeNumbers parse(String prefix, String text, List<Key> keys) {
        Map<String, Long> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key.name, key.fallback));
        List<String> problems = new ArrayList<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            read(pair, keys, values, problems);
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.USAGE, "data argument '" + prefix + text + "'", problems);
        }
        return new WholeNumbers(values);
    }

    private static void read(String pair, List<Key> keys, Map<String, Long> values, List<String> problems) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        try {
            long value = Long.parseLong(pair.substring(equals + 1));
            keys.stream()
                    .filter(key -> key.name.equals(name))
                    .findFirst()
                    .ifPresentOrElse(key -> put(key, value, values, problems), () -> problems.add(unknown(name, keys)));
        } catch (NumberFormatException e) {
            problems.add("expected " + name + "=a whole number, found '" + pair + "'");
        }
    }

    private static void put(Key key, long value, Map<String, Long> values, List<String> problems) {
        if (value < key.least || value > key.most) {
            problems.add("expected " + key.name + " from " + key.least + " to " + key.most + ", found " + value);
        } else {
            values.put(key.name, value);
        }
    }

    private static String unknown(String name, List<Key> keys) {
        List<String> names = keys.stream().map(Key::name).toList();
        int last = names.size() - 1;
        return "expected the keys " + String.join(", ", names.subList(0, last)) + " and " + names.get(last)
                + ", found '" + name + "'" + DidYouMean.hint(name, names);
    }

    /** The value of a key that was asked for. */
    long get(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
