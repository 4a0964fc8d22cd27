package io.freebies.data.convert;

import io.freebies.data.AtomicFolder;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import io.freebies.data.convert.Format.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A data set written in a format. Read back, it has the same classes in the same order, the same pictures in each split
 * and the same objects with boxes to a billionth of a pixel, but for what {@link #notHeld} lists.
 *
 * @param format the format
 * @param pictures how many, by split
 * @param objects how many in all pictures
 * @param notHeld what the format cannot hold: by kind, the place of each thing
 */
public record Conversion(Format format, Map<String, Integer> pictures, int objects, Map<String, List<String>> notHeld) {
    /** How far an area may be off the box's and still be it. */
    private static final double SAME_AREA = 1e-6;

    /** Copies the maps, in their order. */
    public Conversion {
        pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
        notHeld = Collections.unmodifiableMap(new LinkedHashMap<>(notHeld));
    }

    /**
     * Writes a data set.
     *
     * @param splits where from
     * @param out absent or empty; appears when all is written
     * @param link link to the pictures instead of copying them
     * @throws io.freebies.failure.Failure (usage) if {@code out} holds something; (environment) if it cannot be written
     */
    public static Conversion of(Splits splits, Format format, Path out, boolean link) {
        NotHeld notHeld = new NotHeld();
        Splits held = held(splits, format, notHeld);
        AtomicFolder.write(
                out, folder -> format.writer().write(folder, held, new TargetPictures(held, link, notHeld), notHeld));
        Map<String, Integer> pictures = new LinkedHashMap<>();
        held.bySplit()
                .forEach((name, split) -> pictures.put(name, split.images().size()));
        int objects = held.bySplit().values().stream()
                .flatMap(split -> split.images().stream())
                .distinct()
                .mapToInt(image -> image.objects().size())
                .sum();
        return new Conversion(format, pictures, objects, notHeld.places());
    }

    /** What the format can hold of a data set. */
    private static Splits held(Splits splits, Format format, NotHeld notHeld) {
        Set<LabelledImage> seen = new HashSet<>();
        if (!format.holds(Fact.NUMBER)) {
            CocoIds.namedOnly(splits)
                    .forEach((name, number) ->
                            notHeld.add("numbers of classes, which go by their names", "'" + name + "' is " + number));
        }
        return splits.map(split -> split.withImages(split.images().stream()
                // What a picture of several splits loses is noted once.
                .map(image -> held(image, format, seen.add(image) ? notHeld : new NotHeld()))
                .toList()));
    }

    private static LabelledImage held(LabelledImage image, Format format, NotHeld notHeld) {
        if (!format.holds(Fact.NUMBER) && CocoIds.isNumber(image.id()) && !isNumbered(image.file(), image.id())) {
            notHeld.add(
                    "numbers of pictures, which go by the names of their files", image.id() + " is " + image.file());
        }
        List<GroundTruth> objects = new ArrayList<>();
        for (int i = 0; i < image.objects().size(); i++) {
            GroundTruth object = image.objects().get(i);
            String place = image.id() + " object " + (i + 1);
            double boxArea = object.box().area();
            boolean isBoxArea = Math.abs(object.area() - boxArea) <= SAME_AREA * boxArea;
            if (object.crowd() && !format.holds(Fact.CROWD)) {
                notHeld.add("crowd regions, left out", place);
                continue;
            }
            if (object.difficult() && !format.holds(Fact.DIFFICULT)) {
                notHeld.add("difficult flags, dropped", place);
            }
            if (!isBoxArea && !format.holds(Fact.AREA)) {
                notHeld.add("areas of objects, replaced by those of their boxes", place);
            }
            objects.add(new GroundTruth(
                    object.box(),
                    object.label(),
                    format.holds(Fact.AREA) ? object.area() : boxArea,
                    object.difficult() && format.holds(Fact.DIFFICULT),
                    object.crowd()));
        }
        return image.withObjects(objects);
    }

    /** Whether a file's name says the number, as COCO's do: 000000000139.jpg is 139. */
    private static boolean isNumbered(Path file, String number) {
        String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return CocoIds.isNumber(stem) && Long.parseLong(stem) == Long.parseLong(number);
    }
}
