package io.freebies.verifier.score;

import io.freebies.data.JsonStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pictures, or the classes, that a file of detections names, numbered in the order in which they come. */
final class Names {
    /**
     * A picture or class.
     *
     * @param text its name, or its number
     * @param isNumber COCO's form
     * @param place where the file has it first
     */
    record Name(String text, boolean isNumber, String place) {
        /** For messages. */
        String shown() {
            return isNumber ? text : "'" + JsonStream.shown(text) + "'";
        }
    }

    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();
    private final List<Name> all = new ArrayList<>();

    /** Reads a whole number; what comes of a wrong one does not matter. */
    int number(JsonStream json) throws IOException {
        long number = json.wholeNumber();
        Integer known = numbers.get(number);
        return known == null ? add(numbers, number, true, json) : known;
    }

    /** Reads a name; likewise. */
    int text(JsonStream json) throws IOException {
        String text = json.text();
        Integer known = texts.get(text);
        return known == null ? add(texts, text, false, json) : known;
    }

    private <K> int add(Map<K, Integer> known, K key, boolean isNumber, JsonStream json) {
        int index = all.size();
        known.put(key, index);
        all.add(new Name(key.toString(), isNumber, "entry " + json.index() + ", " + json.place()));
        return index;
    }

    /** In their order. */
    List<Name> all() {
        return all;
    }
}
