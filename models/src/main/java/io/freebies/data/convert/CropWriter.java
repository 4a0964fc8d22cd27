package io.freebies.data.convert;

import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * Image folders for classifiers: every object cut out along its box, whole pixels, as {@code SPLIT/CLASS/PICTURE_N.jpg}
 * with N counted from 1. Each split has a folder for every class, so that all number them alike.
 */
final class CropWriter implements SplitWriter {
    @Override
    public void write(Path folder, Splits splits, TargetPictures pictures, NotHeld notHeld) throws IOException {
        List<String> names = folderNames(splits.classes(), notHeld);
        for (Map.Entry<String, Dataset> split : splits.bySplit().entrySet()) {
            List<Path> folders = new ArrayList<>();
            for (String name : names) {
                folders.add(
                        Files.createDirectories(folder.resolve(split.getKey()).resolve(name)));
            }
            split.getValue().images().parallelStream().forEach(image -> cut(image, pictures.stem(image), folders));
        }
    }

    /** Class names without what a file's name cannot have. */
    private static List<String> folderNames(List<String> classes, NotHeld notHeld) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String name : classes) {
            String plain = name.replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]|^\\.", "_");
            String free = plain;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = plain + "_" + i;
            }
            names.add(free);
            if (!free.equals(name)) {
                notHeld.add("names of classes, changed as no folder can have them", "'" + name + "' is " + free);
            }
        }
        return names;
    }

    private static void cut(LabelledImage image, String stem, List<Path> folders) {
        if (image.objects().isEmpty()) {
            return;
        }
        Mat picture = Pictures.read(image.file());
        int number = 0;
        for (GroundTruth object : image.objects()) {
            number++;
            Mat crop = picture.submat(wholePixels(object.box(), image));
            Pictures.write(folders.get(object.label()).resolve(stem + "_" + number + ".jpg"), crop);
            crop.release();
        }
        picture.release();
    }

    /** The pixels that a box touches. */
    private static Rect wholePixels(Box box, LabelledImage image) {
        int left = (int) Math.floor(box.x1());
        int top = (int) Math.floor(box.y1());
        int right = Math.min(image.width(), (int) Math.ceil(box.x2()));
        int bottom = Math.min(image.height(), (int) Math.ceil(box.y2()));
        return new Rect(left, top, right - left, bottom - top);
    }
}
