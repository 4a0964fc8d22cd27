package io.freebies.data;

import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small YOLO data set made for a test: pictures of 60 x 40 pixels, two classes, splits train and val. */
record YoloSample(Path root) {
    static YoloSample in(Path root) throws IOException {
        Files.createDirectories(root);
        return new YoloSample(root)
                .config("names: [cat, dog]\ntrain: images/train\nval: images/val\n")
                .image("train/a", "0 0.5 0.5 0.5 0.5\n")
                .image("val/b", "1 0.25 0.5 0.1 0.2\n");
    }

    YoloSample config(String yaml) throws IOException {
        Files.writeString(root.resolve("data.yaml"), yaml);
        return this;
    }

    YoloSample image(String name, String labels) throws IOException {
        return picture("images/" + name + ".jpg").labels("labels/" + name + ".txt", labels);
    }

    YoloSample picture(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Pictures.write(file, Pictures.of(new byte[60 * 40 * 3], 60, 40));
        return this;
    }

    YoloSample labels(String path, String lines) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
        return this;
    }
}
