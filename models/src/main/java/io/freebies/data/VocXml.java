package io.freebies.data;

import io.freebies.box.BoxFormat;
import java.util.List;
import java.util.Locale;

/** The text of a VOC annotation file. Reading it gives the same objects, boxes to a billionth of a pixel. */
public final class VocXml {
    private VocXml() {}

    /**
     * The annotation of one picture.
     *
     * @param fileName of the picture
     * @param width pixels
     * @param height pixels
     * @param objects may be empty; crowds and areas have no place in the format
     * @param classes names by label
     */
    public static String of(String fileName, int width, int height, List<GroundTruth> objects, List<String> classes) {
        StringBuilder xml = new StringBuilder(String.format(Locale.ROOT, """
                <annotation>
                  <filename>%s</filename>
                  <size><width>%d</width><height>%d</height><depth>3</depth></size>
                """, escaped(fileName), width, height));
        objects.forEach(object -> xml.append(element(object, classes.get(object.label()))));
        return xml.append("</annotation>\n").toString();
    }

    private static String element(GroundTruth object, String name) {
        double[] corners = BoxFormat.toVoc(object.box());
        return String.format(
                Locale.ROOT,
                """
                  <object>
                    <name>%s</name>
                    <difficult>%d</difficult>
                    <bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox>
                  </object>
                """,
                escaped(name),
                object.difficult() ? 1 : 0,
                Decimal.ofPixels(corners[0]),
                Decimal.ofPixels(corners[1]),
                Decimal.ofPixels(corners[2]),
                Decimal.ofPixels(corners[3]));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
