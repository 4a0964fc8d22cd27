package io.freebies.trainer;

import java.util.List;

/** The recipes that ship. */
final class ShippedRecipes {
    private ShippedRecipes() {}

    /** Their names, in the order to show them. */
    static List<String> names() {
        return List.of(
                "yolov3-nano-baseline",
                "yolov3-nano-bof",
                "yolov3-nano-288",
                "demo-baseline",
                "demo-bof",
                "yolov3-voc-baseline",
                "yolov3-voc-bof");
    }
}
