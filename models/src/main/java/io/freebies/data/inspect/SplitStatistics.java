package io.freebies.data.inspect;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in one split. Crowd regions count as such and nowhere else.
 *
 * @param pictures how many
 * @param withoutObjects pictures without any
 * @param objects how many
 * @param difficult of these
 * @param crowds regions of many objects
 * @param perClass objects of each class, in the order of labels
 * @param bySize objects of each of the {@link #SIZES}
 * @param bySide objects by the side of a square of the box's area: from this many pixels, a power of two, up to double
 * @param aspects width divided by height: the 5th, 50th and 95th percentile; empty without objects
 */
public record SplitStatistics(
        int pictures,
        int withoutObjects,
        int objects,
        int difficult,
        int crowds,
        Map<String, Integer> perClass,
        Map<String, Integer> bySize,
        Map<Integer, Integer> bySide,
        List<Double> aspects) {
    /** COCO's sizes, by the area of the object in square pixels of the picture: up to 32 x 32, up to 96 x 96, larger. */
    public static final List<String> SIZES = List.of("small", "medium", "large");

    private static final double[] PERCENTILES = {0.05, 0.5, 0.95};

    /** Copies the collections, in their order. */
    public SplitStatistics {
        perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
        bySize = Collections.unmodifiableMap(new LinkedHashMap<>(bySize));
        bySide = Collections.unmodifiableMap(new LinkedHashMap<>(bySide));
        aspects = List.copyOf(aspects);
    }

    /** Counts a split. */
    public static SplitStatistics of(Dataset split) {
        List<GroundTruth> all = split.images().stream()
                .flatMap(image -> image.objects().stream())
                .toList();
        List<GroundTruth> objects = all.stream().filter(o -> !o.crowd()).toList();
        Map<String, Integer> perClass = new LinkedHashMap<>();
        split.classes().forEach(name -> perClass.put(name, 0));
        Map<String, Integer> bySize = new LinkedHashMap<>();
        SIZES.forEach(size -> bySize.put(size, 0));
        Map<Integer, Integer> bySide = new TreeMap<>();
        for (GroundTruth object : objects) {
            perClass.merge(split.classes().get(object.label()), 1, Integer::sum);
            bySize.merge(size(object.area()), 1, Integer::sum);
            int side = (int) Math.sqrt(object.box().area());
            bySide.merge(Integer.highestOneBit(Math.max(1, side)), 1, Integer::sum);
        }
        return new SplitStatistics(
                split.images().size(),
                (int) split.images().stream()
                        .map(LabelledImage::objects)
                        .filter(List::isEmpty)
                        .count(),
                objects.size(),
                (int) objects.stream().filter(GroundTruth::difficult).count(),
                all.size() - objects.size(),
                perClass,
                bySize,
                bySide,
                aspects(objects));
    }

    private static String size(double area) {
        return SIZES.get(area <= 32 * 32 ? 0 : area <= 96 * 96 ? 1 : 2);
    }

    private static List<Double> aspects(List<GroundTruth> objects) {
        double[] sorted = objects.stream()
                .mapToDouble(o -> o.box().width() / o.box().height())
                .sorted()
                .toArray();
        return Arrays.stream(PERCENTILES)
                .limit(sorted.length == 0 ? 0 : PERCENTILES.length)
                .mapToObj(share -> sorted[(int) Math.round(share * (sorted.length - 1))])
                .toList();
    }
}
