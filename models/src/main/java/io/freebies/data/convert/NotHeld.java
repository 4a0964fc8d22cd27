package io.freebies.data.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a format cannot hold: kind by kind, each thing with its place. */
final class NotHeld {
    private final Map<String, List<String>> places = new LinkedHashMap<>();

    /**
     * Notes one thing.
     *
     * @param kind what such things are and what becomes of them, such as {@code "difficult flags, dropped"}
     * @param place the picture, and which object of it
     */
    void add(String kind, String place) {
        places.computeIfAbsent(kind, k -> new ArrayList<>()).add(place);
    }

    /** By kind, the places in the order noted. */
    Map<String, List<String>> places() {
        return places;
    }
}
