import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model file says of itself, for runtimes that do not pass it on: field 14, pairs of a key (1) and a value (2). */
record OnnxMetadata(Map<String, String> entries) {
    static OnnxMetadata of(Path file) throws IOException {
        Map<String, String> entries = new HashMap<>();
        fields(ByteBuffer.wrap(Files.readAllBytes(file)), (value, field) -> {
            if (field == 14) {
                String[] pair = new String[3];
                fields(value, (text, part) -> pair[part] = StandardCharsets.UTF_8.decode(text).toString());
                entries.put(pair[1], pair[2]);
            }
        });
        return new OnnxMetadata(entries);
    }

    /** By class. */
    List<String> names() {
        return Pattern.compile("\\d+: '([^']*)'").matcher(entries.get("names")).results()
                .map(name -> name.group(1)).toList();
    }

    /** Of the input, in pixels. */
    int side() {
        return Integer.parseInt(entries.get("imgsz").replaceAll("\\D+(\\d+).*", "$1"));
    }

    /** Such as scoreThreshold, candidates, iouThreshold, maxDetections. */
    double suppression(String setting) {
        Matcher number = Pattern.compile('"' + setting + "\":([\\d.eE+-]+)").matcher(entries.get("freebies.spec"));
        number.find();
        return Double.parseDouble(number.group(1));
    }

    private static void fields(ByteBuffer bytes, ObjIntConsumer<ByteBuffer> use) {
        while (bytes.hasRemaining()) {
            int tag = (int) number(bytes);
            switch (tag & 7) {
                case 0 -> number(bytes);
                case 2 -> {
                    int length = (int) number(bytes);
                    use.accept(bytes.slice(bytes.position(), length), tag >> 3);
                    bytes.position(bytes.position() + length);
                }
                default -> bytes.position(bytes.position() + ((tag & 7) == 1 ? 8 : 4));
            }
        }
    }

    private static long number(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
