package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Operators that slide a window over the places of a picture [N, C, places...]. */
final class WindowRules {
    static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Conv", WindowRules::conv),
            Map.entry("com.microsoft:FusedConv", WindowRules::conv),
            Map.entry("ConvTranspose", WindowRules::convTranspose),
            Map.entry("MaxPool", WindowRules::pool),
            Map.entry("AveragePool", WindowRules::pool),
            Map.entry("LpPool", WindowRules::pool),
            Map.entry("GlobalAveragePool", WindowRules::globalPool),
            Map.entry("GlobalMaxPool", WindowRules::globalPool),
            Map.entry("RoiAlign", WindowRules::roiAlign),
            Map.entry("GridSample", WindowRules::gridSample));

    private WindowRules() {}

    private static List<ValueFact> conv(Site site) {
        List<Long> x = site.extents(0, 3);
        List<Long> w = weights(site, x);
        long group = site.positive("group", 1);
        if (w.get(0) % group != 0 || (x.get(1) != UNKNOWN && x.get(1) != w.get(1) * group)) {
            throw site.unfit("weights for " + x.get(1) + " channels in " + group + " groups", site.in(1));
        }
        bias(site, w.get(0));
        return List.of(ValueFact.of(site.type(0), places(site, x, w.get(0), w.subList(2, w.size()), false)));
    }

    /** The weights' extents, all known, as many as the picture's; the declared kernel is theirs. */
    private static List<Long> weights(Site site, List<Long> x) {
        List<Long> w = site.extents(1);
        if (w.size() != x.size() || w.contains(UNKNOWN) || w.contains(0L)) {
            throw site.unfit("weights of " + x.size() + " extents from 1 on", site.in(1));
        }
        List<Long> kernel = w.subList(2, w.size());
        List<Long> declared =
                site.wholes("kernel_shape").filter(k -> !k.isEmpty()).orElse(kernel);
        if (!declared.equals(kernel)) {
            throw site.unfit("weights with a kernel of " + declared, site.in(1));
        }
        return w;
    }

    private static void bias(Site site, long channels) {
        if (site.has(2) && !site.extents(2).equals(List.of(channels))) {
            throw site.unfit("a bias of [" + channels + "]", site.in(2));
        }
    }

    private static List<ValueFact> pool(Site site) {
        List<Long> x = site.extents(0, 3);
        List<Long> ones = Collections.nCopies(x.size() - 2, 1L);
        List<Long> kernel = site.wholes("kernel_shape", ones, 1);
        List<Long> out = places(site, x, x.get(1), kernel, site.isSet("ceil_mode", false));
        return List.of(ValueFact.of(site.type(0), out), ValueFact.of(DataType.INT64, out));
    }

    /** Places of the window: (place + pads - reach) / stride + 1. */
    private static List<Long> places(Site site, List<Long> x, long channels, List<Long> kernel, boolean ceil) {
        int count = kernel.size();
        List<Long> ones = Collections.nCopies(count, 1L);
        List<Long> strides = site.wholes("strides", ones, 1);
        List<Long> dilations = site.wholes("dilations", ones, 1);
        List<Long> pads = site.wholes("pads", Collections.nCopies(2 * count, 0L), 0);
        String auto = site.text("auto_pad", "NOTSET");
        List<Long> out = new ArrayList<>(List.of(x.get(0), channels));
        for (int i = 0; i < count; i++) {
            long from = x.get(i + 2);
            long stride = strides.get(i);
            long reach = (kernel.get(i) - 1) * dilations.get(i) + 1;
            long to = UNKNOWN;
            if (from != UNKNOWN && auto.startsWith("SAME")) {
                to = (from + stride - 1) / stride;
            } else if (from != UNKNOWN) {
                long before = auto.equals("VALID") ? 0 : pads.get(i);
                long free = from + before + (auto.equals("VALID") ? 0 : pads.get(i + count)) - reach;
                to = free < 0 ? 0 : (free + (ceil ? stride - 1 : 0)) / stride + 1;
                // A last window that would begin behind the picture is not taken.
                to -= ceil && (to - 1) * stride >= from + before ? 1 : 0;
            }
            if (to != UNKNOWN && to < 1) {
                throw site.unfit("a picture that the window of " + kernel + " fits into", site.in(0));
            }
            out.add(to);
        }
        return out;
    }

    private static List<ValueFact> convTranspose(Site site) {
        List<Long> x = site.extents(0, 3);
        List<Long> w = weights(site, x);
        long group = site.positive("group", 1);
        if ((x.get(1) != UNKNOWN && !x.get(1).equals(w.get(0))) || w.get(0) % group != 0) {
            throw site.unfit("weights for " + x.get(1) + " channels in " + group + " groups", site.in(1));
        }
        bias(site, w.get(1) * group);
        int count = x.size() - 2;
        List<Long> ones = Collections.nCopies(count, 1L);
        List<Long> none = Collections.nCopies(count, 0L);
        List<Long> strides = site.wholes("strides", ones, 1);
        List<Long> dilations = site.wholes("dilations", ones, 1);
        List<Long> pads = site.wholes("pads", Collections.nCopies(2 * count, 0L), 0);
        List<Long> extra = site.wholes("output_padding", none, 0);
        List<Long> wanted = site.wholes("output_shape", none, 0);
        boolean same = site.text("auto_pad", "NOTSET").startsWith("SAME");
        List<Long> out = new ArrayList<>(List.of(x.get(0), w.get(1) * group));
        for (int i = 0; i < count; i++) {
            long from = x.get(i + 2);
            long reach = (w.get(i + 2) - 1) * dilations.get(i) + 1;
            long whole = strides.get(i) * (from - 1) + extra.get(i) + reach - pads.get(i) - pads.get(i + count);
            long to = wanted.get(i) > 0 ? wanted.get(i) : same ? from * strides.get(i) : whole;
            if (from != UNKNOWN && to < 1) {
                throw site.unfit("pads that leave something", pads);
            }
            out.add(from == UNKNOWN ? UNKNOWN : to);
        }
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> globalPool(Site site) {
        List<Long> x = site.extents(0, 3);
        List<Long> out = new ArrayList<>(Collections.nCopies(x.size(), 1L));
        out.set(0, x.get(0));
        out.set(1, x.get(1));
        return List.of(ValueFact.of(site.type(0), out));
    }

    private static List<ValueFact> roiAlign(Site site) {
        List<Long> x = site.extents(0, 4);
        List<Long> rois = site.extents(1, 2);
        long height = site.positive("output_height", 1);
        long width = site.positive("output_width", 1);
        return List.of(ValueFact.of(site.type(0), List.of(rois.get(0), x.get(1), height, width)));
    }

    private static List<ValueFact> gridSample(Site site) {
        List<Long> x = site.extents(0, 4);
        List<Long> grid = site.extents(1, 4);
        return List.of(ValueFact.of(site.type(0), List.of(x.get(0), x.get(1), grid.get(1), grid.get(2))));
    }
}
