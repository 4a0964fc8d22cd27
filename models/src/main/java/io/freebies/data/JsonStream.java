package io.freebies.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.failure.Failure;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A large JSON file of lists of flat objects, read front to back in constant memory. Types are strict. A value of the
 * wrong type is the problem of its object, see {@link #problem()}, and reading goes on; a file that is no JSON ends it.
 */
public final class JsonStream {
    /** Stands for a whole number that is absent or wrong. */
    public static final long NO_NUMBER = Long.MIN_VALUE;

    /** Stands for a box that is absent or wrong. */
    public static final Box NO_BOX = new Box(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Far more than a name or path needs, far less than memory. */
    private static final int LONGEST_TEXT = 1 << 16;

    private static final int SHOWN = 40;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // NaN is a problem of the number that is NaN, with a place, not of the whole file.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    /** Reads what a file holds. */
    @FunctionalInterface
    public interface Content<T> {
        /** Takes the values in the order of the file. */
        T from(JsonStream json) throws IOException;
    }

    private final Path file;
    private final JsonParser parser;
    private String key = "";
    private int index = -1;
    private String problem = "";
    private boolean isObject = true;

    private JsonStream(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads a file.
     *
     * @throws Failure (data) naming the file, and the place in it, if it is missing, cannot be read or is no JSON
     */
    public static <T> T read(Path file, Content<T> content) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such file; check the path");
        }
        try (JsonParser parser = FACTORY.createParser(file.toFile())) {
            try {
                return content.from(new JsonStream(file, parser));
            } catch (StreamConstraintsException e) {
                throw Failure.data(
                        file + ": " + place(parser.currentTokenLocation()) + ": too long or too deep to be meant: "
                                + e.getOriginalMessage().replaceAll(", from `[^`]*`", "") + "; write it again",
                        e);
            }
        } catch (JsonEOFException e) {
            throw Failure.data(
                    file + ": " + place(e.getLocation()) + ": the file ends in the middle; write or fetch it again", e);
        } catch (JsonProcessingException e) {
            throw Failure.data(
                    file + ": " + place(e.getLocation()) + ": expected JSON, found: " + e.getOriginalMessage()
                            + "; write it again",
                    e);
        } catch (CharConversionException e) {
            throw Failure.data(file + ": expected JSON in UTF-8, found: " + e.getMessage() + "; write it again", e);
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read (" + e + "); check the disk and its permissions", e);
        }
    }

    /**
     * Enters the object that the file is; {@link #nextKey()} follows.
     *
     * @param what the file should be, for the message
     * @throws Failure (data) if the file is none
     */
    public void beginObject(String what) throws IOException {
        begin(JsonToken.START_OBJECT, what);
    }

    /**
     * Enters the list that the file is; {@link #nextObject()} follows.
     *
     * @param what the file should be, for the message
     * @throws Failure (data) if the file is none
     */
    public void beginList(String what) throws IOException {
        begin(JsonToken.START_ARRAY, what);
    }

    private void begin(JsonToken expected, String what) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != expected) {
            throw Failure.data(file + ": expected " + what + ", found " + (first == null ? "an empty file" : found()));
        }
    }

    /**
     * Enters the list that is a key's value; {@link #nextObject()} follows.
     *
     * @throws Failure (data) if it is none
     */
    public void beginValueList() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Failure.data(file + ": " + place() + ": expected a list as " + key + ", found " + found());
        }
        index = -1;
    }

    /** Moves to the next object of a list; false at its end. Problems of the one before are forgotten. */
    public boolean nextObject() throws IOException {
        problem = "";
        index++;
        JsonToken token = parser.nextToken();
        boolean isEntry = token != JsonToken.END_ARRAY;
        // Behind a list, keys are those of the object around it.
        isObject = !isEntry || token == JsonToken.START_OBJECT;
        if (!isObject) {
            wrong("an object");
        }
        return isEntry;
    }

    /** Moves to the next key of an object, whose value must be read or skipped; false at the object's end. */
    public boolean nextKey() throws IOException {
        if (!isObject || parser.nextToken() != JsonToken.FIELD_NAME) {
            return false;
        }
        key = parser.currentName();
        parser.nextToken();
        return true;
    }

    /** The key whose value is next. */
    public String key() {
        return key;
    }

    /** The place of the current object in its list, from 0. */
    public int index() {
        return index;
    }

    /** The first problem of the current object, with its place; empty if there is none. */
    public String problem() {
        return problem;
    }

    /** Tells a problem of the value just read. */
    public void problem(String text) {
        if (problem.isEmpty()) {
            problem = place() + ": " + text;
        }
    }

    /** Tells that the key whose value is next was there before, unless this is the first. */
    public void once(boolean isFirst) {
        if (!isFirst) {
            problem("expected " + key + " once, found it again");
        }
    }

    /** Tells that the object lacks a key, unless it is there or something else is wrong already. */
    public void require(boolean isThere, String name) {
        if (!isThere) {
            problem("expected " + name + ", found none");
        }
    }

    /** Skips the value, however large. */
    public void skip() throws IOException {
        parser.skipChildren();
    }

    /** A whole number within 63 bits, or a problem and {@link #NO_NUMBER}. */
    public long wholeNumber() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        wrong("a whole number as " + key);
        return NO_NUMBER;
    }

    /** A finite number, or a problem and NaN. */
    public double number() throws IOException {
        double value = finite();
        if (Double.isNaN(value)) {
            wrong("a finite number as " + key);
        }
        return value;
    }

    private double finite() throws IOException {
        JsonToken token = parser.currentToken();
        double value = token != null && token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** A list of so many finite numbers; or a problem, and NaN for all. */
    public double[] numbers(int expected) throws IOException {
        double[] numbers = new double[expected];
        int length = 0;
        int finite = 0;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                double value = finite();
                finite += Double.isNaN(value) ? 0 : 1;
                numbers[Math.min(length, expected - 1)] = value;
                length++;
                parser.skipChildren();
            }
        }
        if (length != expected || finite != expected) {
            String found = length > 0 ? finite + " in a list of " + length : found();
            problem("expected " + expected + " finite numbers as " + key + ", found " + found);
            parser.skipChildren();
            Arrays.fill(numbers, Double.NaN);
        }
        return numbers;
    }

    /** A finite number from 0 on, or a problem and NaN. */
    public double size() throws IOException {
        double size = number();
        if (size < 0) {
            problem("expected " + key + " of 0 or more, found " + size);
        }
        return size;
    }

    /** COCO's left edge, top edge, width and height; or a problem and {@link #NO_BOX}. */
    public Box cocoBox() throws IOException {
        double[] b = numbers(4);
        if (b[2] < 0 || b[3] < 0) {
            problem("expected a width and height of 0 or more in " + key + ", found " + b[2] + " and " + b[3]);
        }
        return problem.isEmpty() ? BoxFormat.fromCoco(b[0], b[1], b[2], b[3]) : NO_BOX;
    }

    /** A text, or a problem and an empty one. */
    public String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        wrong("a text as " + key);
        return "";
    }

    /** 0 or 1, false or true; or a problem and false. */
    public boolean flag() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        double value = token == JsonToken.VALUE_NUMBER_INT ? finite() : Double.NaN;
        if (value != 0 && value != 1) {
            wrong("0 or 1 as " + key);
        }
        return value == 1;
    }

    /**
     * Checks that nothing follows.
     *
     * @throws Failure (data) if something does
     */
    public void end() throws IOException {
        if (parser.nextToken() != null) {
            throw Failure.data(
                    file + ": " + place() + ": expected the end of the file, found " + found() + "; write it again");
        }
    }

    private void wrong(String expected) throws IOException {
        problem("expected " + expected + ", found " + found());
        parser.skipChildren();
    }

    private String found() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            return "a list";
        }
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        String shown = shown(parser.getText());
        return token == JsonToken.VALUE_STRING ? "\"" + shown + "\"" : shown;
    }

    /** As much of a text as a message can hold. */
    public static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }

    /** Where the value just read begins, such as {@code line 1, column 17}. */
    public String place() {
        return place(parser.currentTokenLocation());
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
