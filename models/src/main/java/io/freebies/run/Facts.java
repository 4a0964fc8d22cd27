package io.freebies.run;

import java.util.Map;
import java.util.stream.Collectors;

/** Names and values as people read them. */
public final class Facts {
    private Facts() {}

    /** A heading and below it a line each, the values one below the other. */
    public static String lines(String heading, Map<String, String> facts) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        return facts.entrySet().stream()
                .map(fact -> "  " + fact.getKey()
                        + " ".repeat(width - fact.getKey().length()) + "  " + fact.getValue() + "\n")
                .collect(Collectors.joining("", heading + "\n", ""));
    }
}
