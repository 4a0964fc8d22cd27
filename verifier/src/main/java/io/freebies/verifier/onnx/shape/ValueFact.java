package io.freebies.verifier.onnx.shape;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.freebies.verifier.onnx.TensorContent;
import io.freebies.verifier.onnx.TypeText;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of a value before the graph runs.
 *
 * @param type of its elements
 * @param extents outermost first, {@link #UNKNOWN} where only running tells; none if not even their number is known
 * @param numbers row by row, where they follow from the file and are few: what shapes are computed with
 */
public record ValueFact(DataType type, Optional<List<Long>> extents, Optional<List<Double>> numbers) {
    /** An extent that depends on the data, such as the number of boxes that a suppression keeps. */
    public static final long UNKNOWN = -1;

    private static final int MOST_NUMBERS = 4096;

    /** Copies the lists, and forgets numbers that are many. */
    public ValueFact {
        extents = extents.map(List::copyOf);
        numbers = numbers.filter(list -> list.size() <= MOST_NUMBERS).map(List::copyOf);
    }

    static ValueFact of(DataType type, List<Long> extents) {
        return new ValueFact(type, Optional.of(extents), Optional.empty());
    }

    static ValueFact unknown(DataType type) {
        return new ValueFact(type, Optional.empty(), Optional.empty());
    }

    /** So many extents, none of them known. */
    static ValueFact ofRank(DataType type, long rank) {
        return of(type, Collections.nCopies((int) rank, UNKNOWN));
    }

    /** A vector, or a scalar if the rank is 0. */
    static ValueFact ofNumbers(DataType type, int rank, List<Double> numbers) {
        List<Long> extents = rank == 0 ? List.of() : List.of((long) numbers.size());
        return new ValueFact(type, Optional.of(extents), Optional.of(numbers));
    }

    static ValueFact of(TensorProto tensor) {
        DataType type =
                Optional.ofNullable(DataType.forNumber(tensor.getDataType())).orElse(DataType.UNDEFINED);
        boolean few = TensorContent.elements(tensor) <= MOST_NUMBERS;
        List<Double> numbers = few ? TensorContent.numbers(tensor) : List.of();
        boolean usable = numbers.size() == TensorContent.elements(tensor);
        return new ValueFact(type, Optional.of(tensor.getDimsList()), usable ? Optional.of(numbers) : Optional.empty());
    }

    ValueFact as(DataType other) {
        return new ValueFact(other, extents, numbers);
    }

    /** This value without its numbers. */
    ValueFact shape() {
        return new ValueFact(type, extents, Optional.empty());
    }

    /** Elements, if all extents are known. */
    public Optional<Long> elements() {
        return extents.filter(list -> !list.contains(UNKNOWN)).map(Extents::product);
    }

    /** Bytes that the value takes, if all extents are known; {@link Long#MAX_VALUE} if beyond that. */
    public Optional<Long> bytes() {
        long bits = TensorContent.bits(type);
        return elements()
                .map(count -> bits > 0 && count > Long.MAX_VALUE / bits ? Long.MAX_VALUE : (count * bits + 7) / 8);
    }

    /** Such as {@code float32 [1, 255, 13, 13]}. */
    @Override
    public String toString() {
        String shape = extents.map(list -> list.stream()
                        .map(e -> e == UNKNOWN ? "?" : e.toString())
                        .collect(Collectors.joining(", ", "[", "]")))
                .orElse("of unknown shape");
        return TypeText.element(type.getNumber()) + " " + shape;
    }
}
