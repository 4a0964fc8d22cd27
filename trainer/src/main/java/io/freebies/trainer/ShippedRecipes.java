package io.freebies.trainer;

import java.util.List;
import java.util.stream.Stream;

/** The recipes that ship. */
final class ShippedRecipes {
    private static final List<String> TABLE_1 = List.of("baseline", "even", "beta-1.0", "beta-1.5");
    private static final List<String> TABLE_2 =
            List.of("no-augmentation", "sync-bn", "random-shapes", "cosine", "label-smoothing", "mixup");

    private ShippedRecipes() {}

    /** Their names, in the order to show them. */
    static List<String> names() {
        return Stream.of(
                        Stream.of("yolov3-nano-baseline", "yolov3-nano-bof", "yolov3-nano-288", "yolov3-nano-ema"),
                        Stream.of("yolov3-nano-swa", "yolov3-nano-coco-bof", "demo-baseline", "demo-bof"),
                        Stream.of("yolov3-voc-baseline", "yolov3-voc-bof", "yolov3-coco-baseline", "yolov3-coco-bof"),
                        rows("nano"),
                        rows("voc"))
                .flatMap(names -> names)
                .toList();
    }

    /** One recipe for each row of the paper's tables 1 and 2; the baseline of table 2 has one without a table's name. */
    private static Stream<String> rows(String scale) {
        return Stream.concat(
                TABLE_1.stream().map(row -> "yolov3-" + scale + "-table1-" + row),
                TABLE_2.stream().map(row -> "yolov3-" + scale + "-table2-" + row));
    }
}
