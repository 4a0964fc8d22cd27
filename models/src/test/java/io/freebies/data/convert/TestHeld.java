package io.freebies.data.convert;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;

/** What the formats hold, said once more: COCO all, VOC no crowds and areas, YOLO also no difficult flags. */
final class TestHeld {
    private TestHeld() {}

    static Splits by(Format format, Splits splits) {
        if (format == Format.COCO) {
            return splits;
        }
        return splits.map(split -> new Dataset(
                split.source(),
                split.classes(),
                split.images().stream().map(image -> by(format, image)).toList(),
                split.leftOut()));
    }

    private static LabelledImage by(Format format, LabelledImage image) {
        return image.withObjects(image.objects().stream()
                .filter(object -> !object.crowd())
                .map(object -> new GroundTruth(
                        object.box(),
                        object.label(),
                        object.box().area(),
                        object.difficult() && format == Format.VOC,
                        false))
                .toList());
    }

    /** The name of a picture's file without the extension. */
    static String stem(LabelledImage image) {
        return image.file().getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
