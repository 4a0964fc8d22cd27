package io.freebies.data.convert;

import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** COCO's numbers for pictures and classes. */
final class CocoIds {
    /** The 80 classes of COCO in its order. */
    private static final List<String> COCO = List.of("""
            person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign, \
            parking meter, bench, bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe, backpack, umbrella, \
            handbag, tie, suitcase, frisbee, skis, snowboard, sports ball, kite, baseball bat, baseball glove, \
            skateboard, surfboard, tennis racket, bottle, wine glass, cup, fork, knife, spoon, bowl, banana, apple, \
            sandwich, orange, broccoli, carrot, hot dog, pizza, donut, cake, chair, couch, potted plant, bed, \
            dining table, toilet, tv, laptop, mouse, remote, keyboard, cell phone, microwave, oven, toaster, sink, \
            refrigerator, book, clock, vase, scissors, teddy bear, hair drier, toothbrush""".split(", ", -1));

    /** The numbers up to 90 that no class has: of 91 kinds that were planned, these were dropped. */
    private static final Set<Long> COCO_GAPS = Set.of(12L, 26L, 29L, 30L, 45L, 66L, 68L, 69L, 71L, 83L);

    private static final List<Long> COCO_IDS =
            upTo(90).stream().filter(id -> !COCO_GAPS.contains(id)).toList();

    private final Map<String, Long> imageIds = new HashMap<>();
    private final TargetPictures pictures;
    private final List<Long> classIds;

    private CocoIds(TargetPictures pictures, List<Long> classIds) {
        this.pictures = pictures;
        this.classIds = classIds;
    }

    /**
     * Numbers for all splits. Pictures whose ids are different whole numbers keep them; else they are numbered from 1,
     * those of the largest split first, so that the order within each split is kept if the splits agree on one.
     *
     * @param notHeld is told of each picture that loses its number
     */
    static CocoIds of(Splits splits, TargetPictures pictures, NotHeld notHeld) {
        CocoIds ids = new CocoIds(pictures, classIds(splits, notHeld));
        List<LabelledImage> all = splits.bySplit().values().stream()
                .map(Dataset::images)
                .sorted(Comparator.comparingInt(images -> -images.size()))
                .flatMap(List::stream)
                .toList();
        if (!ids.keepOwn(all)) {
            all.forEach(image -> ids.imageIds.putIfAbsent(pictures.stem(image), ids.imageIds.size() + 1L));
            all.stream()
                    .distinct()
                    .filter(image -> isNumber(image.id()) && Long.parseLong(image.id()) != ids.ofImage(image))
                    .forEach(image -> notHeld.add(
                            "numbers of pictures, numbered anew", image.id() + " is " + ids.ofImage(image)));
        }
        return ids;
    }

    /** Whether an id can be one of COCO's. */
    static boolean isNumber(String id) {
        return id.matches("\\d{1,18}");
    }

    /** Whether it could be done; if not, nothing has changed. */
    private boolean keepOwn(List<LabelledImage> all) {
        Map<String, Long> own = new HashMap<>();
        for (LabelledImage image : all) {
            if (!isNumber(image.id())) {
                return false;
            }
            own.put(pictures.stem(image), Long.parseLong(image.id()));
        }
        if (new HashSet<>(own.values()).size() < own.size()) {
            return false;
        }
        imageIds.putAll(own);
        return true;
    }

    /**
     * Numbers that rise with the labels: the data set's own if all splits agree on such, else COCO's if the classes are
     * COCO's, else from 1.
     */
    private static List<Long> classIds(Splits splits, NotHeld notHeld) {
        List<Long> own = ownClassIds(splits);
        if (!own.isEmpty() && own.equals(own.stream().sorted().distinct().toList())) {
            return own;
        }
        List<String> classes = splits.classes();
        List<Long> ids = classes.equals(COCO) ? COCO_IDS : upTo(classes.size());
        for (int label = 0; label < own.size(); label++) {
            notHeld.add(
                    "numbers of classes, numbered anew in their order",
                    "'" + classes.get(label) + "', " + own.get(label) + ", is " + ids.get(label));
        }
        return ids;
    }

    private static List<Long> ownClassIds(Splits splits) {
        Set<List<Long>> different = new HashSet<>();
        splits.bySplit().values().forEach(split -> different.add(split.categoryIds()));
        return different.size() == 1 ? different.iterator().next() : List.of();
    }

    /** The classes whose numbers cannot be told from their names, with these. */
    static Map<String, Long> namedOnly(Splits splits) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        List<Long> own = ownClassIds(splits);
        boolean isTold = splits.classes().equals(COCO) ? own.equals(COCO_IDS) : own.equals(upTo(own.size()));
        for (int label = 0; label < own.size() && !isTold; label++) {
            numbers.put(splits.classes().get(label), own.get(label));
        }
        return numbers;
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    long ofImage(LabelledImage image) {
        return imageIds.getOrDefault(pictures.stem(image), 0L);
    }

    long ofClass(int label) {
        return classIds.get(label);
    }
}
