package io.freebies.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What a VOC annotation file says, not yet compared with the picture or the class list.
 *
 * @param width pixels, 0 if unknown
 * @param height pixels, 0 if unknown
 * @param sizeProblems why the size is unknown, one line each; scoring does without it
 * @param objects in file order
 */
record VocAnnotation(int width, int height, List<String> sizeProblems, List<VocObject> objects) {
    /** Says nothing. */
    static final VocAnnotation EMPTY = new VocAnnotation(0, 0, List.of(), List.of());

    /**
     * One annotated object, corners as in the file: inclusive pixels counted from 1, fractions allowed.
     *
     * @param number from 1, for messages
     */
    record VocObject(int number, String name, double xmin, double ymin, double xmax, double ymax, boolean difficult) {}

    /** A file's content, absent where {@code problems} is not empty; one line a problem, without the file's name. */
    record Parsed(Optional<VocAnnotation> annotation, List<String> problems) {
        private static Parsed failed(String problem) {
            return new Parsed(Optional.empty(), List.of(problem));
        }
    }

    /** Reads a file; never throws for what is in it. */
    static Parsed read(Path file) {
        try {
            if (!Files.exists(file)) {
                return Parsed.failed("no such annotation file");
            }
            if (Files.size(file) == 0) {
                return Parsed.failed("expected an annotation, found an empty file");
            }
            DocumentBuilder builder = secureBuilder();
            return parse(builder.parse(file.toFile()).getDocumentElement());
        } catch (SAXParseException e) {
            return Parsed.failed("malformed XML in line " + e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException | IOException e) {
            return Parsed.failed("cannot be read: " + e.getMessage());
        }
    }

    /** A parser that fetches nothing and expands nothing, since annotations come from strangers. */
    private static DocumentBuilder secureBuilder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default handler prints to standard error what is reported anyway.
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature it must have", e);
        }
    }

    private static Parsed parse(Element root) {
        List<String> problems = new ArrayList<>();
        List<VocObject> objects = new ArrayList<>();
        int number = 0;
        for (Element object : children(root, "object")) {
            number++;
            objects.add(object(object, number, problems));
        }
        return problems.isEmpty()
                ? new Parsed(Optional.of(sized(child(root, "size"), List.copyOf(objects))), List.of())
                : new Parsed(Optional.empty(), problems);
    }

    private static VocAnnotation sized(@Nullable Element size, List<VocObject> objects) {
        List<String> problems = new ArrayList<>();
        int width = (int) number(size, "width", "size", problems);
        int height = (int) number(size, "height", "size", problems);
        if (problems.isEmpty() && (width < 1 || height < 1)) {
            problems.add("expected a size of at least 1 x 1, found " + width + " x " + height);
        }
        return problems.isEmpty()
                ? new VocAnnotation(width, height, List.of(), objects)
                : new VocAnnotation(0, 0, problems, objects);
    }

    private static VocObject object(Element object, int number, List<String> problems) {
        String name = text(child(object, "name"));
        String where = "object " + number + (name.isEmpty() ? "" : " (" + name + ")");
        if (name.isEmpty()) {
            problems.add(where + ": expected a name, found none");
        }
        Element box = child(object, "bndbox");
        return new VocObject(
                number,
                name,
                number(box, "xmin", where, problems),
                number(box, "ymin", where, problems),
                number(box, "xmax", where, problems),
                number(box, "ymax", where, problems),
                text(child(object, "difficult")).equals("1"));
    }

    /** A number, or 0 and a problem. */
    private static double number(@Nullable Element parent, String tag, String where, List<String> problems) {
        String text = parent == null ? "" : text(child(parent, tag));
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, with whatever else is no finite number.
        }
        problems.add(where + ": expected a number as <" + tag + ">, found '" + text + "'");
        return 0;
    }

    private static String text(@Nullable Element element) {
        return element == null ? "" : element.getTextContent().strip();
    }

    private static @Nullable Element child(Element parent, String tag) {
        List<Element> all = children(parent, tag);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Direct children only: VOC's objects hold parts, which have names and boxes of their own. */
    private static List<Element> children(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(tag)) {
                found.add(element);
            }
        }
        return found;
    }
}
