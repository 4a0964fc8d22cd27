package io.freebies.data.convert;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a data set can be written as. */
public enum Format {
    /** PASCAL VOC: {@code JPEGImages}, {@code Annotations/*.xml}, {@code ImageSets/Main/SPLIT.txt}, {@code labels.txt}. */
    VOC,
    /** COCO: pictures in {@code SPLIT}, {@code annotations/instances_SPLIT.json}. */
    COCO,
    /** YOLO: {@code images/SPLIT}, {@code labels/SPLIT}, {@code data.yaml}. */
    YOLO,
    /** Each object as a picture of its own, {@code SPLIT/CLASS/*.jpg}: what classifiers learn from. */
    CROPS;

    /** What may be known of an object besides its class and box, and of a picture besides its name. */
    enum Fact {
        DIFFICULT,
        CROWD,
        AREA,
        NUMBER
    }

    /**
     * By its word on the command line.
     *
     * @throws Failure (usage) for another word
     */
    public static Format parse(String word) {
        List<String> words = Arrays.stream(values()).map(Format::word).toList();
        if (!words.contains(word)) {
            throw Failure.usage(
                    "--to: expected one of " + words + ", found '" + word + "'" + DidYouMean.hint(word, words));
        }
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Its word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    SplitWriter writer() {
        return switch (this) {
            case VOC -> new VocWriter();
            case COCO -> new CocoWriter();
            case YOLO -> new YoloWriter();
            case CROPS -> new CropWriter();
        };
    }

    boolean holds(Fact fact) {
        return this == COCO || (this == VOC && fact == Fact.DIFFICULT);
    }
}
