package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that take elements out of a tensor or put some in: by place, by index, by rank. */
final class SelectionRules {
    static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Concat", SelectionRules::concat),
            Map.entry("Split", SelectionRules::split),
            Map.entry("Slice", SelectionRules::slice),
            Map.entry("Gather", SelectionRules::gather),
            Map.entry("GatherElements", site -> List.of(ValueFact.of(site.type(0), site.extents(1)))),
            Map.entry("GatherND", SelectionRules::gatherNd),
            Map.entry("Scatter", site -> List.of(site.in(0).shape())),
            Map.entry("ScatterElements", site -> List.of(site.in(0).shape())),
            Map.entry("ScatterND", site -> List.of(site.in(0).shape())),
            Map.entry("TopK", SelectionRules::topK),
            Map.entry("NonMaxSuppression", site -> List.of(ValueFact.of(DataType.INT64, List.of(UNKNOWN, 3L)))),
            Map.entry(
                    "NonZero",
                    site -> List.of(ValueFact.of(
                            DataType.INT64, List.of((long) site.extents(0).size(), UNKNOWN)))),
            Map.entry("OneHot", SelectionRules::oneHot));

    private SelectionRules() {}

    private static List<ValueFact> concat(Site site) {
        List<Long> out = new ArrayList<>(site.extents(0, 1));
        int axis = site.axis(1, out.size());
        for (int slot = 1; slot < site.inputs().size(); slot++) {
            List<Long> next = site.extents(slot);
            for (int i = 0; i < out.size(); i++) {
                if (next.size() != out.size()) {
                    throw site.unfit("inputs of " + out.size() + " extents", site.in(slot));
                }
                long a = out.get(i);
                long b = next.get(i);
                if (i == axis) {
                    out.set(i, a == UNKNOWN || b == UNKNOWN ? UNKNOWN : a + b);
                } else if (a == UNKNOWN) {
                    out.set(i, b);
                } else if (b != UNKNOWN && a != b) {
                    throw site.unfit(
                            "inputs that differ at axis " + axis + " only", site.in(0) + " and " + site.in(slot));
                }
            }
        }
        return List.of(
                new ValueFact(site.type(0), Optional.of(out), out.size() == 1 ? chained(site) : Optional.empty()));
    }

    private static Optional<List<Double>> chained(Site site) {
        List<Double> all = new ArrayList<>();
        for (int slot = 0; slot < site.inputs().size(); slot++) {
            if (site.in(slot).numbers().isEmpty()) {
                return Optional.empty();
            }
            all.addAll(site.in(slot).numbers().get());
        }
        return Optional.of(all);
    }

    private static List<ValueFact> split(Site site) {
        List<Long> x = site.extents(0, 1);
        int axis = site.axis(0, x.size());
        int parts = site.node().outputs().size();
        Optional<List<Long>> sizes =
                site.has(1) ? site.wholes(1) : site.wholes("split").filter(s -> !s.isEmpty());
        boolean even = sizes.isEmpty() && !site.has(1);
        long whole = x.get(axis);
        if (sizes.isPresent()
                && (sizes.get().size() < parts || (whole != UNKNOWN && sum(site, sizes.get()) != whole))) {
            throw site.unfit(parts + " parts of " + whole, sizes.get());
        }
        List<ValueFact> out = new ArrayList<>();
        long part = even && whole != UNKNOWN ? (whole + parts - 1) / parts : UNKNOWN;
        for (int i = 0; i < parts; i++) {
            long rest = part == UNKNOWN ? UNKNOWN : Math.max(0, Math.min(part, whole - i * part));
            out.add(ValueFact.of(
                    site.type(0),
                    Extents.with(x, axis, sizes.isPresent() ? sizes.get().get(i) : rest)));
        }
        return out;
    }

    private static long sum(Site site, List<Long> sizes) {
        return ShapeRules.notNegative(site, sizes).stream()
                .mapToLong(size -> Math.min(size, Integer.MAX_VALUE))
                .sum();
    }

    private static List<ValueFact> slice(Site site) {
        List<Long> x = site.extents(0, 1);
        boolean old = site.opset() < 10;
        Optional<List<Long>> starts = old ? site.wholes("starts") : site.wholes(1);
        Optional<List<Long>> ends = old ? site.wholes("ends") : site.wholes(2);
        List<Long> all = Collections.nCopies(starts.map(List::size).orElse(0), 1L);
        Optional<List<Long>> axes = old ? site.wholes("axes") : site.has(3) ? site.wholes(3) : Optional.empty();
        Optional<List<Long>> steps = !old && site.has(4) ? site.wholes(4) : Optional.of(all);
        boolean axesKnown = axes.isPresent() || !site.has(3);
        if (starts.isEmpty() || ends.isEmpty() || steps.isEmpty() || !axesKnown) {
            return List.of(ValueFact.ofRank(site.type(0), x.size()));
        }
        int count = starts.get().size();
        if (ends.get().size() != count
                || steps.get().size() != count
                || axes.map(List::size).orElse(count) != count) {
            throw site.unfit(count + " ends, axes and steps", ends.get() + ", " + axes + " and " + steps.get());
        }
        List<Long> out = new ArrayList<>(x);
        Optional<List<Double>> numbers = site.in(0).numbers().filter(n -> x.size() == 1);
        for (int i = 0; i < count; i++) {
            int axis = site.fromLeft(axes.isPresent() ? axes.get().get(i) : i, x.size());
            long step = steps.get().get(i);
            if (step == 0) {
                throw site.unfit("steps other than 0", steps.get());
            }
            if (x.get(axis) != UNKNOWN) {
                long from = clamp(starts.get().get(i), x.get(axis), step);
                long to = clamp(ends.get().get(i), x.get(axis), step);
                long length = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
                out.set(axis, Math.max(0, length));
                numbers = numbers.map(list -> every(list, from, step, Math.max(0, length)));
            }
        }
        return List.of(new ValueFact(site.type(0), Optional.of(out), numbers));
    }

    /** A start or end within an axis, counted from its left. */
    private static long clamp(long place, long extent, long step) {
        long fromLeft = place < 0 ? place + extent : place;
        return step > 0 ? Math.min(Math.max(fromLeft, 0), extent) : Math.min(Math.max(fromLeft, -1), extent - 1);
    }

    private static List<Double> every(List<Double> list, long from, long step, long count) {
        List<Double> taken = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            taken.add(list.get((int) (from + i * step)));
        }
        return taken;
    }

    private static List<ValueFact> gather(Site site) {
        List<Long> x = site.extents(0, 1);
        List<Long> indices = site.extents(1);
        int axis = site.axis(0, x.size());
        List<Long> out = new ArrayList<>(x.subList(0, axis));
        out.addAll(indices);
        out.addAll(x.subList(axis + 1, x.size()));
        Optional<List<Double>> from = site.in(0).numbers().filter(n -> x.size() == 1);
        Optional<List<Double>> numbers = from.flatMap(list -> site.wholes(1)
                .map(at -> at.stream()
                        .map(i -> list.get(site.fromLeft(i, list.size())))
                        .toList()));
        return List.of(new ValueFact(site.type(0), Optional.of(out), numbers));
    }

    private static List<ValueFact> gatherNd(Site site) {
        List<Long> x = site.extents(0, 1);
        List<Long> indices = site.extents(1, 1);
        long batch = site.whole("batch_dims", 0);
        long depth = indices.get(indices.size() - 1);
        if (batch < 0 || batch >= Math.min(x.size(), indices.size()) || depth == 0 || batch + depth > x.size()) {
            throw site.unfit("indices into " + site.in(0) + " after " + batch + " batch extents", site.in(1));
        }
        if (depth == UNKNOWN) {
            return List.of(ValueFact.unknown(site.type(0)));
        }
        List<Long> out = new ArrayList<>(indices.subList(0, indices.size() - 1));
        out.addAll(x.subList((int) (batch + depth), x.size()));
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> topK(Site site) {
        List<Long> x = site.extents(0, 1);
        int axis = site.axis(-1, x.size());
        Optional<List<Long>> k = site.opset() < 10 ? Optional.of(List.of(site.whole("k", 1))) : site.wholes(1);
        long count = k.filter(list -> list.size() == 1).map(list -> list.get(0)).orElse(UNKNOWN);
        if (k.isPresent() && (count < 0 || (x.get(axis) != UNKNOWN && count > x.get(axis)))) {
            throw site.unfit("0 to " + x.get(axis) + " of " + site.in(0), k.get());
        }
        List<Long> out = Extents.with(x, axis, count);
        return List.of(ValueFact.of(site.type(0), out), ValueFact.of(DataType.INT64, out));
    }

    private static List<ValueFact> oneHot(Site site) {
        List<Long> out = new ArrayList<>(site.extents(0));
        int axis = site.axis(-1, out.size() + 1);
        Optional<List<Long>> depth = site.wholes(1).map(list -> ShapeRules.notNegative(site, list));
        if (depth.isPresent() && depth.get().size() != 1) {
            throw site.unfit("one number as depth", depth.get());
        }
        out.add(axis, depth.map(list -> list.get(0)).orElse(UNKNOWN));
        return List.of(ValueFact.of(site.type(2), out));
    }
}
