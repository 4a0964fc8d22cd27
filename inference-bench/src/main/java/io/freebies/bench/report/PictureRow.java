package io.freebies.bench.report;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.failure.Failure;
import io.freebies.score.ImageDetection;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A test picture with what is in it and what either detector found.
 *
 * @param image the picture
 * @param classes names by label
 * @param found by side, only what is shown
 * @param pair for the titles
 */
record PictureRow(LabelledImage image, List<String> classes, Map<Side, List<Detection>> found, Pair pair) {
    /** Detections below are not shown. */
    static final double THRESHOLD = 0.5;

    private static final int PICTURES = 4;

    /** The first pictures of a data set: not chosen for their results. */
    static List<PictureRow> first(
            Dataset data, List<ImageDetection> baseline, List<ImageDetection> candidate, Pair pair) {
        int images = data.images().size();
        List<List<Detection>> first = byImage(baseline, images);
        List<List<Detection>> second = byImage(candidate, images);
        List<PictureRow> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(PICTURES, images); i++) {
            Map<Side, List<Detection>> found = new EnumMap<>(Side.class);
            found.put(Side.BASELINE, shown(first.get(i)));
            found.put(Side.CANDIDATE, shown(second.get(i)));
            rows.add(new PictureRow(data.images().get(i), data.classes(), found, pair));
        }
        return rows;
    }

    private static List<List<Detection>> byImage(List<ImageDetection> detections, int images) {
        List<List<Detection>> lists = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            lists.add(new ArrayList<>());
        }
        detections.forEach(d -> lists.get(d.image()).add(d.detection()));
        return lists;
    }

    private static List<Detection> shown(List<Detection> detections) {
        return detections.stream().filter(d -> d.score() >= THRESHOLD).toList();
    }

    /** Three figures: the annotation and both answers. The picture itself is in the page once. */
    String html() {
        StringBuilder html = new StringBuilder("<div class=\"pictures\">\n");
        html.append(figure("annotated", "truth", true, truths()));
        found.forEach((side, detections) ->
                html.append(figure(pair.of(side).title(), side.word(), false, boxes(detections))));
        return html.append("</div>\n").toString();
    }

    private String figure(String title, String style, boolean first, String boxes) {
        String id = "picture-" + image.id();
        String pixels = first
                ? "<image id=\"" + Html.escape(id) + "\" width=\"" + image.width() + "\" height=\"" + image.height()
                        + "\" href=\"" + dataUri() + "\"/>"
                : "<use href=\"#" + Html.escape(id) + "\"/>";
        return "<figure class=\"" + style + "\"><svg viewBox=\"0 0 " + image.width() + " " + image.height()
                + "\" role=\"img\" aria-label=\"" + Html.escape(image.id() + ", " + title) + "\">" + pixels + boxes
                + "</svg><figcaption>" + Html.escape(title) + "</figcaption></figure>\n";
    }

    private String truths() {
        StringBuilder boxes = new StringBuilder();
        image.objects().forEach(o -> boxes.append(box(o.box(), classes.get(o.label()))));
        return boxes.toString();
    }

    private String boxes(List<Detection> detections) {
        StringBuilder boxes = new StringBuilder();
        for (Detection d : detections) {
            String text = String.format(Locale.ROOT, "%s %.2f", classes.get(d.label()), d.score());
            boxes.append(box(d.box(), text));
        }
        return boxes.toString();
    }

    /** A box with its text at its top, moved left where it would leave the picture; sizes follow the picture. */
    private String box(Box box, String text) {
        double letter = Math.max(image.width(), image.height()) / 22.0;
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" stroke-width=\"%.2f\"/>"
                        + "<text x=\"%.1f\" y=\"%.1f\" style=\"font-size:%.1fpx\" stroke-width=\"%.2f\">%s</text>",
                box.x1(),
                box.y1(),
                box.width(),
                box.height(),
                letter / 7,
                Math.max(0, Math.min(box.x1() + letter / 5, image.width() - 0.62 * letter * text.length())),
                Math.max(box.y1(), 0) + letter,
                letter,
                letter / 5,
                Html.escape(text));
    }

    private String dataUri() {
        String name = image.file().getFileName().toString().toLowerCase(Locale.ROOT);
        String type = name.endsWith(".png") ? "png" : "jpeg";
        try {
            byte[] bytes = Files.readAllBytes(image.file());
            return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
        } catch (IOException e) {
            throw Failure.data(image.file() + ": cannot be read: " + e.getMessage() + "; draw the data again", e);
        }
    }
}
