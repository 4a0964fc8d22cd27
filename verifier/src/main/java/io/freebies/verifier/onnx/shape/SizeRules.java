package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that read shapes as numbers, or make tensors of a size that numbers give. */
final class SizeRules {
    static final Map<String, Rule> RULES = Map.of(
            "Shape", SizeRules::shape,
            "Size", SizeRules::size,
            "ConstantOfShape", SizeRules::constantOfShape,
            "Range", SizeRules::range,
            "Pad", SizeRules::pad,
            "Resize", SizeRules::resize,
            "Upsample", SizeRules::upsample);

    private SizeRules() {}

    private static List<ValueFact> shape(Site site) {
        List<Long> x = site.extents(0);
        int from = bound(site.whole("start", 0), x.size());
        int to = bound(site.whole("end", x.size()), x.size());
        List<Long> part = x.subList(Math.min(from, to), to);
        Optional<List<Double>> numbers = part.contains(UNKNOWN)
                ? Optional.empty()
                : Optional.of(part.stream().map(Long::doubleValue).toList());
        return List.of(new ValueFact(DataType.INT64, Optional.of(List.of((long) part.size())), numbers));
    }

    private static int bound(long place, int rank) {
        return (int) Math.max(0, Math.min(place < 0 ? place + rank : place, rank));
    }

    private static List<ValueFact> size(Site site) {
        Optional<List<Double>> count = site.in(0).elements().map(n -> List.of((double) n));
        return List.of(new ValueFact(DataType.INT64, Optional.of(List.of()), count));
    }

    private static List<ValueFact> constantOfShape(Site site) {
        Optional<ValueFact> value = site.node().attribute("value").map(a -> ValueFact.of(a.getT()));
        DataType type = value.map(ValueFact::type).orElse(DataType.FLOAT);
        Optional<List<Long>> extents = site.wholes(0);
        if (extents.isEmpty()) {
            long rank = Extents.productOrUnknown(site.extents(0));
            return List.of(rank < 0 ? ValueFact.unknown(type) : ValueFact.ofRank(type, rank));
        }
        ValueFact filled = ValueFact.of(type, ShapeRules.notNegative(site, extents.get()));
        double number = value.flatMap(ValueFact::numbers)
                .filter(list -> !list.isEmpty())
                .map(list -> list.get(0))
                .orElse(0.0);
        boolean few = filled.elements().orElseThrow() <= 64;
        Optional<List<Double>> numbers = few
                ? Optional.of(
                        Collections.nCopies(filled.elements().orElseThrow().intValue(), number))
                : Optional.empty();
        return List.of(new ValueFact(type, filled.extents(), numbers));
    }

    private static List<ValueFact> range(Site site) {
        List<Double> bounds = new ArrayList<>();
        for (int slot = 0; slot < 3; slot++) {
            site.in(slot).numbers().filter(list -> list.size() == 1).ifPresent(bounds::addAll);
        }
        if (bounds.size() < 3) {
            return List.of(ValueFact.ofRank(site.type(0), 1));
        }
        double count = Math.ceil((bounds.get(1) - bounds.get(0)) / bounds.get(2));
        if (bounds.get(2) == 0 || Double.isNaN(count)) {
            throw site.unfit("a step other than 0", bounds);
        }
        return List.of(ValueFact.of(site.type(0), List.of((long) Math.max(0, count))));
    }

    private static List<ValueFact> pad(Site site) {
        List<Long> x = site.extents(0);
        Optional<List<Long>> pads = site.opset() < 11 ? site.wholes("pads") : site.wholes(1);
        if (pads.isEmpty() || site.has(3)) {
            return List.of(ValueFact.ofRank(site.type(0), x.size()));
        }
        if (pads.get().size() != 2 * x.size()) {
            throw site.unfit(2 * x.size() + " pads", pads.get());
        }
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            // Far beyond what is refused for its size, and nowhere near an overflow.
            double whole = (double) x.get(i) + pads.get().get(i) + pads.get().get(i + x.size());
            if (x.get(i) != UNKNOWN && whole < 0) {
                throw site.unfit("pads that leave something", pads.get());
            }
            out.add(x.get(i) == UNKNOWN ? UNKNOWN : (long) whole);
        }
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> resize(Site site) {
        List<Long> x = site.extents(0);
        int scales = site.opset() < 11 ? 1 : 2;
        // ONNX Runtime writes as many numbers as there are over an array of as many as there should be.
        for (int slot = scales; slot < site.inputs().size(); slot++) {
            requireOnePerAxis(site, slot);
        }
        boolean plain = site.wholes("axes").isEmpty()
                && site.text("keep_aspect_ratio_policy", "stretch").equals("stretch");
        if (!plain) {
            return List.of(ValueFact.ofRank(site.type(0), x.size()));
        }
        if (site.has(3) && !site.extents(3).equals(List.of(0L))) {
            List<Long> sizes = site.wholes(3).orElse(Collections.nCopies(x.size(), UNKNOWN));
            if (sizes.size() != x.size() || Collections.min(sizes) < UNKNOWN) {
                throw site.unfit(x.size() + " sizes", sizes);
            }
            return List.of(ValueFact.of(site.type(0), sizes));
        }
        return List.of(scaled(site, site.in(scales).numbers()));
    }

    private static void requireOnePerAxis(Site site, int slot) {
        List<Long> one = List.of((long)
                site.wholes("axes").map(List::size).orElse(site.extents(0).size()));
        if (site.has(slot)
                && !site.extents(slot).equals(one)
                && !site.extents(slot).equals(List.of(0L))) {
            throw site.unfit("a number for each axis", site.in(slot));
        }
    }

    private static List<ValueFact> upsample(Site site) {
        if (site.opset() >= 9) {
            requireOnePerAxis(site, 1);
        }
        Optional<List<Double>> scales = site.opset() >= 9
                ? site.in(1).numbers()
                : site.node()
                        .attribute("scales")
                        .map(AttributeProto::getFloatsList)
                        .map(SizeRules::doubles);
        return List.of(scaled(site, scales));
    }

    private static List<Double> doubles(List<Float> floats) {
        return floats.stream().map(Float::doubleValue).toList();
    }

    private static ValueFact scaled(Site site, Optional<List<Double>> scales) {
        List<Long> x = site.extents(0);
        if (scales.isEmpty()) {
            return ValueFact.ofRank(site.type(0), x.size());
        }
        if (scales.get().size() != x.size() || !scales.get().stream().allMatch(s -> s > 0 && s < Integer.MAX_VALUE)) {
            throw site.unfit(x.size() + " scales above 0", scales.get());
        }
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            out.add(
                    x.get(i) == UNKNOWN
                            ? UNKNOWN
                            : (long) Math.floor(x.get(i) * scales.get().get(i)));
        }
        return ValueFact.of(site.type(0), out);
    }
}
