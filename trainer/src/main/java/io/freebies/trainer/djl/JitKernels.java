package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptCall;
import io.freebies.graph.Op;
import io.freebies.run.Recipe.Precision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What arrays cannot do, or not in one call: a TorchScript module without state, whose text is {@code kernels.py}. It
 * serves every device and thread.
 */
final class JitKernels {
    private static final PtSymbolBlock MODULE = load();

    private JitKernels() {}

    /**
     * A convolution without bias whose operands are rounded to a precision; the result is of 32 bits.
     *
     * @param x [B, C, H, W]
     * @param weight [O, C / groups, h, w]
     */
    static NDArray conv(NDArray x, NDArray weight, Op.Conv op, List<Long> dilations, Precision precision) {
        return call(
                "conv",
                x.getManager(),
                tensor(x),
                tensor(weight),
                integers(op.strides()),
                integers(op.pads().subList(0, 2)),
                integers(dilations),
                IValue.from(op.group()),
                IValue.from(dtype(precision)));
    }

    /** The engine's number of a type. */
    private static long dtype(Precision precision) {
        return switch (precision) {
            case FP16 -> 5;
            case FP32 -> 6;
            case BF16 -> 15;
        };
    }

    /** Leaky ReLU in the memory of its input, whose values nobody may need any more, the way back included. */
    static NDArray leakyReluInPlace(NDArray x, double slope) {
        return call("leaky_relu_in_place", x.getManager(), tensor(x), IValue.from(slope));
    }

    /** The sum of each array's squares. */
    static float[] sumsOfSquares(List<NDArray> arrays, NDManager scope) {
        return call("sums_of_squares", scope, tensors(arrays)).toFloatArray();
    }

    /**
     * {@code m = momentum m + rate (scale g + decay w); w = w - m; g = 0} for all parameters at once; rounded as the
     * engine's own for one parameter.
     *
     * @param weights at least one, changed
     * @param gradients theirs, zeroed
     * @param buffers of momentum, changed
     */
    static void sgd(
            List<NDArray> weights,
            List<NDArray> gradients,
            List<NDArray> buffers,
            float rate,
            float decay,
            float scale,
            float momentum,
            NDManager scope) {
        call(
                "sgd",
                scope,
                tensors(weights),
                tensors(gradients),
                tensors(buffers),
                IValue.from(rate),
                IValue.from(decay),
                IValue.from(scale),
                IValue.from(momentum));
    }

    private static NDArray call(String method, NDManager scope, IValue... arguments) {
        try (IValue result = ScriptCall.of(MODULE, method, arguments)) {
            return result.toTensor((PtNDManager) scope);
        } finally {
            Stream.of(arguments).forEach(IValue::close);
        }
    }

    private static IValue tensor(NDArray array) {
        return IValue.from((PtNDArray) array);
    }

    private static IValue tensors(List<NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    private static IValue integers(List<Long> numbers) {
        return IValue.listFrom(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    private static PtSymbolBlock load() {
        try (InputStream text = JitKernels.class.getResourceAsStream("kernels.py")) {
            byte[] code = Objects.requireNonNull(text, "kernels.py").readAllBytes();
            PtNDManager manager = (PtNDManager) DjlEngine.open("cpu");
            return JniUtils.loadModule(manager, new ByteArrayInputStream(archive(code)), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TorchScript archive: a zip that is not compressed, with the text and a pickled object that has only a mode. */
    private static byte[] archive(byte[] code) throws IOException {
        byte[] object = bytes("\u0080\u0002c__torch__\nKernels\n)\u0081}(X\b\0\0\0training\u0088ub.");
        byte[] noConstants = bytes("\u0080\u0002).");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, byte[]> file : List.of(
                    Map.entry("data.pkl", object),
                    Map.entry("code/__torch__.py", code),
                    Map.entry("constants.pkl", noConstants),
                    Map.entry("version", bytes("3\n")))) {
                zip.putNextEntry(stored("kernels/" + file.getKey(), file.getValue()));
                zip.write(file.getValue());
            }
        }
        return archive.toByteArray();
    }

    private static ZipEntry stored(String name, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        return entry;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
