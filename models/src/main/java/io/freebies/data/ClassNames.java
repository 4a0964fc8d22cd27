package io.freebies.data;

import io.freebies.failure.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of a data set's classes, as its files list them. */
final class ClassNames {
    private ClassNames() {}

    /**
     * The names as they are, if each can stand for a class.
     *
     * @param where the file that lists them, for messages
     * @throws Failure (data) for a name that is empty or listed twice
     */
    static List<String> checked(List<String> names, String where) {
        Set<String> seen = new HashSet<>();
        for (int label = 0; label < names.size(); label++) {
            String name = names.get(label);
            if (name.isBlank()) {
                throw Failure.data(where + ": expected a name for class " + label + ", found none; name it");
            }
            if (!seen.add(name)) {
                throw Failure.data(where + ": expected every class once, found '" + name + "' again as class " + label
                        + "; rename or remove one");
            }
        }
        return List.copyOf(names);
    }
}
