package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Operators that give the same elements another shape, or repeat them. */
final class ShapeRules {
    static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Reshape", ShapeRules::reshape),
            Map.entry("Transpose", ShapeRules::transpose),
            Map.entry("Flatten", ShapeRules::flatten),
            Map.entry("Squeeze", ShapeRules::squeeze),
            Map.entry("Unsqueeze", ShapeRules::unsqueeze),
            Map.entry("Expand", ShapeRules::expand),
            Map.entry("Tile", ShapeRules::tile),
            Map.entry("DepthToSpace", ShapeRules::depthToSpace),
            Map.entry("SpaceToDepth", ShapeRules::spaceToDepth));

    private ShapeRules() {}

    private static List<ValueFact> reshape(Site site) {
        Optional<List<Long>> wanted = site.opset() < 5 ? site.wholes("shape") : site.wholes(1);
        if (wanted.isEmpty()) {
            long rank = Extents.productOrUnknown(site.extents(1));
            return List.of(rank < 0 ? ValueFact.unknown(site.type(0)) : ValueFact.ofRank(site.type(0), rank));
        }
        List<Long> x = site.extents(0);
        List<Long> out = new ArrayList<>(wanted.get());
        for (int i = 0; i < out.size(); i++) {
            if (out.get(i) == 0 && !site.isSet("allowzero", false)) {
                out.set(i, i < x.size() ? x.get(i) : UNKNOWN - 1);
            }
        }
        int open = wanted.get().indexOf(-1L);
        if (Collections.min(out.isEmpty() ? List.of(0L) : out) < UNKNOWN
                || Collections.frequency(wanted.get(), -1L) > 1) {
            throw site.unfit("extents, 0 for the input's and one -1 for the rest", wanted.get());
        }
        if (!x.contains(UNKNOWN)) {
            fill(site, x, out, open);
        }
        return List.of(new ValueFact(
                site.type(0), Optional.of(out), out.size() <= 1 ? site.in(0).numbers() : Optional.empty()));
    }

    /** Computes the open extent, and holds the number of elements to the input's. */
    private static void fill(Site site, List<Long> x, List<Long> out, int open) {
        long elements = Extents.product(x);
        if (open >= 0) {
            long others = Extents.product(Extents.with(out, open, 1));
            out.set(open, others == 0 ? 0 : elements / others);
        }
        if (Extents.product(out) != elements) {
            throw site.unfit("a shape of " + elements + " elements, as " + site.in(0) + " has", out);
        }
    }

    private static List<ValueFact> transpose(Site site) {
        List<Long> x = site.extents(0);
        List<Long> perm = new ArrayList<>();
        for (int i = x.size() - 1; i >= 0; i--) {
            perm.add((long) i);
        }
        perm = site.wholes("perm").orElse(perm);
        if (perm.size() != x.size() || new TreeSet<>(perm).size() != x.size()) {
            throw site.unfit("each of " + x.size() + " axes once", perm);
        }
        List<Long> out =
                perm.stream().map(axis -> x.get(site.fromLeft(axis, x.size()))).toList();
        return List.of(new ValueFact(
                site.type(0), Optional.of(out), x.size() == 1 ? site.in(0).numbers() : Optional.empty()));
    }

    private static List<ValueFact> flatten(Site site) {
        List<Long> x = site.extents(0);
        long given = site.whole("axis", 1);
        int axis = given == x.size() ? x.size() : site.fromLeft(given, x.size());
        return List.of(ValueFact.of(
                site.type(0),
                List.of(
                        Extents.productOrUnknown(x.subList(0, axis)),
                        Extents.productOrUnknown(x.subList(axis, x.size())))));
    }

    /** The axes of an attribute, in newer operator sets of an input; none if only running tells. */
    private static Optional<List<Long>> axes(Site site) {
        return site.has(1) ? site.wholes(1) : Optional.of(site.wholes("axes").orElse(List.of()));
    }

    private static List<ValueFact> squeeze(Site site) {
        List<Long> x = site.extents(0);
        Optional<List<Long>> axes = axes(site);
        if (axes.isEmpty() || (axes.get().isEmpty() && x.contains(UNKNOWN))) {
            return List.of(ValueFact.unknown(site.type(0)));
        }
        TreeSet<Integer> gone = new TreeSet<>();
        axes.get().forEach(axis -> gone.add(site.fromLeft(axis, x.size())));
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            boolean squeezed = axes.get().isEmpty() ? x.get(i) == 1 : gone.contains(i);
            if (squeezed && x.get(i) != 1 && x.get(i) != UNKNOWN) {
                throw site.unfit("an extent of 1 at axis " + i, site.in(0));
            }
            if (!squeezed) {
                out.add(x.get(i));
            }
        }
        return List.of(new ValueFact(site.type(0), Optional.of(out), site.in(0).numbers()));
    }

    private static List<ValueFact> unsqueeze(Site site) {
        List<Long> x = site.extents(0);
        Optional<List<Long>> axes = axes(site);
        if (axes.isEmpty()) {
            return List.of(ValueFact.unknown(site.type(0)));
        }
        int rank = x.size() + axes.get().size();
        TreeSet<Integer> added = new TreeSet<>();
        axes.get().forEach(axis -> added.add(site.fromLeft(axis, rank)));
        if (added.size() != axes.get().size()) {
            throw site.unfit("each axis once", axes.get());
        }
        List<Long> out = new ArrayList<>(x);
        added.forEach(axis -> out.add(axis, 1L));
        return List.of(new ValueFact(site.type(0), Optional.of(out), site.in(0).numbers()));
    }

    private static List<ValueFact> expand(Site site) {
        Optional<List<Long>> shape = site.wholes(1);
        if (shape.isEmpty()) {
            return List.of(ValueFact.unknown(site.type(0)));
        }
        List<Long> out = Extents.broadcast(site.extents(0), notNegative(site, shape.get()))
                .orElseThrow(() -> site.unfit("a shape that " + site.in(0) + " broadcasts to", shape.get()));
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> tile(Site site) {
        List<Long> x = site.extents(0);
        Optional<List<Long>> repeats = site.wholes(1);
        if (repeats.isEmpty()) {
            return List.of(ValueFact.ofRank(site.type(0), x.size()));
        }
        if (repeats.get().size() != x.size()) {
            throw site.unfit(x.size() + " repeats", repeats.get());
        }
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            long count = notNegative(site, repeats.get()).get(i);
            out.add(x.get(i) == UNKNOWN ? UNKNOWN : Extents.product(List.of(x.get(i), count)));
        }
        return List.of(ValueFact.of(site.type(0), out));
    }

    static List<Long> notNegative(Site site, List<Long> numbers) {
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw site.unfit("numbers from 0 on", numbers);
        }
        return numbers;
    }

    private static List<ValueFact> depthToSpace(Site site) {
        List<Long> x = site.extents(0, 4);
        long block = site.positive("blocksize", 1);
        if (x.get(1) % (block * block) != 0) {
            throw site.unfit("channels in blocks of " + block * block, site.in(0));
        }
        return List.of(ValueFact.of(
                site.type(0),
                List.of(x.get(0), x.get(1) / (block * block), times(x.get(2), block), times(x.get(3), block))));
    }

    private static List<ValueFact> spaceToDepth(Site site) {
        List<Long> x = site.extents(0, 4);
        long block = site.positive("blocksize", 1);
        if (x.get(2) % block != 0 || x.get(3) % block != 0) {
            throw site.unfit("places in blocks of " + block, site.in(0));
        }
        return List.of(ValueFact.of(
                site.type(0), List.of(x.get(0), times(x.get(1), block * block), x.get(2) / block, x.get(3) / block)));
    }

    private static long times(long extent, long factor) {
        return extent == UNKNOWN ? UNKNOWN : Extents.product(List.of(extent, factor));
    }
}
