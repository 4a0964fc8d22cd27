package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operators that sum products, or many elements into one. */
final class ReductionRules {
    static final Map<String, Rule> RULES = rules();

    private ReductionRules() {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        List.of("L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "Sum", "SumSquare")
                .forEach(kind -> rules.put("Reduce" + kind, ReductionRules::reduce));
        rules.put("ArgMax", ReductionRules::best);
        rules.put("ArgMin", ReductionRules::best);
        rules.put("MatMul", ReductionRules::matMul);
        rules.put("Gemm", ReductionRules::gemm);
        rules.put("com.microsoft:FusedGemm", ReductionRules::gemm);
        return rules;
    }

    private static List<ValueFact> reduce(Site site) {
        List<Long> x = site.extents(0);
        boolean keep = site.isSet("keepdims", true);
        Optional<List<Long>> given =
                site.has(1) ? site.wholes(1) : Optional.of(site.wholes("axes").orElse(List.of()));
        if (given.isEmpty()) {
            return List.of(keep ? ValueFact.ofRank(site.type(0), x.size()) : ValueFact.unknown(site.type(0)));
        }
        if (given.get().isEmpty() && site.isSet("noop_with_empty_axes", false)) {
            return List.of(site.in(0).shape());
        }
        Set<Integer> axes = new HashSet<>();
        given.get().forEach(axis -> axes.add(site.fromLeft(axis, x.size())));
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            boolean reduced = axes.isEmpty() || axes.contains(i);
            if (!reduced || keep) {
                out.add(reduced ? 1 : x.get(i));
            }
        }
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> best(Site site) {
        List<Long> out = new ArrayList<>(site.extents(0, 1));
        int axis = site.axis(0, out.size());
        if (site.isSet("keepdims", true)) {
            out.set(axis, 1L);
        } else {
            out.remove(axis);
        }
        return List.of(ValueFact.of(DataType.INT64, out));
    }

    private static List<ValueFact> matMul(Site site) {
        List<Long> a = new ArrayList<>(site.extents(0, 1));
        List<Long> b = new ArrayList<>(site.extents(1, 1));
        boolean row = a.size() == 1;
        boolean column = b.size() == 1;
        if (row) {
            a.add(0, 1L);
        }
        if (column) {
            b.add(1L);
        }
        sameLength(site, a.get(a.size() - 1), b.get(b.size() - 2));
        List<Long> out = new ArrayList<>(Extents.broadcast(a.subList(0, a.size() - 2), b.subList(0, b.size() - 2))
                .orElseThrow(() -> site.unfit("stacks that broadcast together", site.in(0) + " and " + site.in(1))));
        if (!row) {
            out.add(a.get(a.size() - 2));
        }
        if (!column) {
            out.add(b.get(b.size() - 1));
        }
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> gemm(Site site) {
        List<Long> a = site.extents(0);
        List<Long> b = site.extents(1);
        if (a.size() != 2 || b.size() != 2) {
            throw site.unfit("two matrices", site.in(0) + " and " + site.in(1));
        }
        int ofA = site.isSet("transA", false) ? 1 : 0;
        int ofB = site.isSet("transB", false) ? 1 : 0;
        sameLength(site, a.get(1 - ofA), b.get(ofB));
        List<Long> out = List.of(a.get(ofA), b.get(1 - ofB));
        boolean fits = !site.has(2)
                || out.contains(UNKNOWN)
                || Extents.broadcast(out, site.extents(2)).filter(out::equals).isPresent();
        if (!fits) {
            throw site.unfit("a summand that broadcasts to " + out, site.in(2));
        }
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static void sameLength(Site site, long rows, long columns) {
        if (rows != UNKNOWN && columns != UNKNOWN && rows != columns) {
            throw site.unfit("matrices that multiply", site.in(0) + " and " + site.in(1));
        }
    }
}
