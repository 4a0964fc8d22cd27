package io.freebies.data.convert;

import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import io.freebies.data.VocXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** PASCAL VOC's layout, with the order of the classes in {@code labels.txt}. */
final class VocWriter implements SplitWriter {
    @Override
    public void write(Path folder, Splits splits, TargetPictures pictures, NotHeld notHeld) throws IOException {
        Path files = Files.createDirectories(folder.resolve("JPEGImages"));
        Path annotations = Files.createDirectories(folder.resolve("Annotations"));
        Path lists = Files.createDirectories(folder.resolve("ImageSets").resolve("Main"));
        Files.write(folder.resolve("labels.txt"), splits.classes());
        for (Map.Entry<String, Dataset> split : splits.bySplit().entrySet()) {
            for (LabelledImage image : split.getValue().images()) {
                pictures.put(image, files);
                Files.writeString(
                        annotations.resolve(pictures.stem(image) + ".xml"),
                        VocXml.of(
                                pictures.fileName(image),
                                image.width(),
                                image.height(),
                                image.objects(),
                                splits.classes()));
            }
            Files.write(
                    lists.resolve(split.getKey() + ".txt"),
                    split.getValue().images().stream().map(pictures::stem).toList());
        }
    }
}
