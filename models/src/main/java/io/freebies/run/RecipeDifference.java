package io.freebies.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A key of which two resolved recipes say different things.
 *
 * @param key such as {@code optimiser.learning_rate}
 * @param before the first recipe's value, as JSON, or {@code absent}
 * @param now the second's
 */
public record RecipeDifference(String key, String before, String now) {
    private static final String ABSENT = "absent";

    /**
     * Every key that differs in what trains.
     *
     * @param before a text that {@link RecipeReader#print} gave
     * @param now another one
     */
    public static List<RecipeDifference> between(String before, String now) {
        Map<String, String> old = leaves(before);
        Map<String, String> found = leaves(now);
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(found.keySet());
        List<RecipeDifference> differences = new ArrayList<>();
        for (String key : keys) {
            String first = old.getOrDefault(key, ABSENT);
            String second = found.getOrDefault(key, ABSENT);
            if (!first.equals(second)) {
                differences.add(new RecipeDifference(key, first, second));
            }
        }
        return differences;
    }

    /** One line: {@code optimiser.learning_rate: 0.002 before, 0.5 now}. */
    @Override
    public String toString() {
        return key + ": " + before + " before, " + now + " now";
    }

    private static Map<String, String> leaves(String text) {
        Map<String, String> leaves = new LinkedHashMap<>();
        try {
            collect(RecipeReader.YAML.readTree(RecipeReader.training(text)), "", leaves);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a recipe's text: " + e.getOriginalMessage(), e);
        }
        return leaves;
    }

    private static void collect(JsonNode node, String path, Map<String, String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(e -> collect(e.getValue(), RecordBinder.join(path, e.getKey()), leaves));
        } else if (!node.isObject() || path.contains(".")) {
            // A freebie without parameters is there or not; a section without keys is not worth a line.
            leaves.put(path, node.toString());
        }
    }
}
