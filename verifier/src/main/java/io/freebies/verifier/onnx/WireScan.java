package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file would take to read, counted without reading it. Two bytes of a file can become a hundred of the heap, so a
 * small file can be made that no heap holds; no detector comes near these limits.
 */
final class WireScan {
    private static final long MOST_FIELDS = 4_000_000;
    private static final long MOST_STRUCTURE = 64L << 20;
    /** Numbers kept one by one; those in {@code raw_data} stay in the file. */
    private static final long MOST_NUMBERS = 512L << 20;

    /** What the parser goes down to; a graph within a graph is three messages further down. */
    private static final int DEEPEST = 99;

    private static final int LEVELS_OF_A_GRAPH = 3;

    private long fields;
    private long structure;
    private long numbers;

    private WireScan() {}

    /** Which limit a file is beyond, as one line; none if it can be read. */
    static Optional<String> excess(ByteString file) throws IOException {
        WireScan scan = new WireScan();
        boolean shallow = scan.message(file.newCodedInput(), ModelProto.getDescriptor(), 0);
        if (!shallow) {
            return Optional.of("expected graphs nested at most " + DEEPEST / LEVELS_OF_A_GRAPH
                    + " deep, found more; this is no detector");
        }
        boolean fits = scan.fields <= MOST_FIELDS && scan.structure <= MOST_STRUCTURE && scan.numbers <= MOST_NUMBERS;
        return fits ? Optional.empty() : Optional.of(scan.tooMuch());
    }

    private String tooMuch() {
        return String.format(
                Locale.ROOT,
                "expected at most %,d fields, %,d bytes of structure and %,d of unpacked numbers, found %,d, %,d and"
                        + " %,d; this is no detector, or its weights are not in raw_data",
                MOST_FIELDS,
                MOST_STRUCTURE,
                MOST_NUMBERS,
                fields,
                structure,
                numbers);
    }

    /** Counts a message to its end, or until it is known to be too much; false if it is nested too deep. */
    private boolean message(CodedInputStream in, Descriptor type, int depth) throws IOException {
        if (depth > DEEPEST) {
            return false;
        }
        while (fields <= MOST_FIELDS && !in.isAtEnd()) {
            int tag = in.readTag();
            fields++;
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
            } else if (field == null || field.getJavaType() != JavaType.MESSAGE) {
                skip(in, field);
            } else {
                int limit = in.pushLimit(in.readRawVarint32());
                if (!message(in, field.getMessageType(), depth + 1)) {
                    return false;
                }
                in.popLimit(limit);
            }
        }
        return true;
    }

    private void skip(CodedInputStream in, @Nullable FieldDescriptor field) throws IOException {
        int length = in.readRawVarint32();
        int number = field != null && field.getContainingType() == TensorProto.getDescriptor() ? field.getNumber() : 0;
        if (number == TensorProto.FLOAT_DATA_FIELD_NUMBER || number == TensorProto.DOUBLE_DATA_FIELD_NUMBER) {
            numbers += length;
        } else if (number != TensorProto.RAW_DATA_FIELD_NUMBER) {
            structure += length;
        }
        in.skipRawBytes(length);
    }
}
