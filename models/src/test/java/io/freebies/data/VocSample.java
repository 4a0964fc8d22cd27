package io.freebies.data;

import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A small VOC data set made for a test: pictures of 60 x 40 pixels. */
record VocSample(Path root) {
    static VocSample in(Path root) throws IOException {
        Files.createDirectories(root.resolve("Annotations"));
        Files.createDirectories(root.resolve("JPEGImages"));
        Files.createDirectories(root.resolve("ImageSets/Main"));
        return new VocSample(root);
    }

    VocSample split(String split, String... images) throws IOException {
        Files.write(root.resolve("ImageSets/Main/" + split + ".txt"), Arrays.asList(images));
        return this;
    }

    VocSample image(String name, String... objects) throws IOException {
        return picture(name).annotation(name, size(60, 40) + String.join("", objects));
    }

    VocSample picture(String name) {
        Pictures.write(jpeg(name), Pictures.of(new byte[60 * 40 * 3], 60, 40));
        return this;
    }

    VocSample annotation(String name, String content) throws IOException {
        Files.writeString(xml(name), "<annotation>" + content + "</annotation>");
        return this;
    }

    Path xml(String name) {
        return root.resolve("Annotations/" + name + ".xml");
    }

    Path jpeg(String name) {
        return root.resolve("JPEGImages/" + name + ".jpg");
    }

    static String size(int width, int height) {
        return "<size><width>" + width + "</width><height>" + height + "</height></size>";
    }

    static String object(String name, Object xmin, Object ymin, Object xmax, Object ymax) {
        return "<object><name>" + name + "</name><bndbox><xmin>" + xmin + "</xmin><ymin>" + ymin + "</ymin><xmax>"
                + xmax + "</xmax><ymax>" + ymax + "</ymax></bndbox></object>";
    }
}
