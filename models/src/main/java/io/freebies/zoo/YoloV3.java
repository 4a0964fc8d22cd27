package io.freebies.zoo;

import io.freebies.graph.DType;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Op;
import io.freebies.graph.Shape;
import io.freebies.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * YOLOv3 (Redmon and Farhadi 2018): a backbone, then for strides 32, 16 and 8 a block of five convolutions, an output
 * of {@code 3 * (5 + classes)} channels (x, y, w, h, objectness, classes per anchor), and a route that is enlarged and
 * joined with the next finer feature map.
 *
 * @param spec anchors are nine, deepest first
 * @param backbone makes the features
 * @param widths of the head at strides 32, 16, 8
 * @param kernels how convolution weights start
 * @param objectPrior the objectness that every prediction starts with, by the output layers' biases
 */
record YoloV3(DetectorSpec spec, Backbone backbone, List<Long> widths, Initialiser kernels, double objectPrior)
        implements Detector {
    @Override
    public Graph trunk(int size) {
        GraphBuilder builder = new GraphBuilder(spec.model() + ".trunk");
        heads(builder, size).forEach(builder::output);
        return builder.build();
    }

    @Override
    public Graph inference(Profile profile) {
        GraphBuilder builder = new GraphBuilder(spec.model());
        List<Value> heads = heads(builder, spec.inputSize());
        if (profile == Profile.RAW) {
            heads.forEach(builder::output);
            return builder.build();
        }
        YoloGrid grid = new YoloGrid(spec.inputSize(), spec.anchors());
        YoloDecode decode = new YoloDecode(builder, grid, spec.classes().size());
        Value decoded = decode.decoded(heads);
        builder.output(profile == Profile.DECODED ? decoded : decode.suppressed(decoded, spec.nms()));
        return builder.build();
    }

    private List<Value> heads(GraphBuilder builder, int size) {
        Layers layers = new Layers(builder, kernels);
        Value images = builder.input("images", DType.FLOAT32, Shape.of(Shape.BATCH, 3, size, size));
        List<Value> features = backbone.features(layers, images);
        List<Value> heads = new ArrayList<>();
        Value x = features.get(2);
        for (int scale = 0; scale < 3; scale++) {
            String name = "stride" + YoloGrid.STRIDES.get(scale);
            long width = widths.get(scale);
            Value route = block(layers, name, x, width);
            Value tip = layers.conv(name + ".tip", route, 2 * width, 3, 1, Layers.LEAKY);
            heads.add(layers.output(name, tip, 3L * (5 + spec.classes().size()), bias()));
            if (scale < 2) {
                Value up = layers.conv(name + ".transition", route, widths.get(scale + 1), 1, 1, Layers.LEAKY);
                up = builder.node(name + ".up", new Op.Resize(List.of(1L, 1L, 2L, 2L)), up);
                x = builder.node(name + ".join", new Op.Concat(1), up, features.get(1 - scale));
            }
        }
        return heads;
    }

    private static Value block(Layers layers, String name, Value x, long width) {
        for (int i = 1; i <= 5; i++) {
            boolean narrow = i % 2 == 1;
            x = layers.conv(name + ".conv" + i, x, narrow ? width : 2 * width, narrow ? 1 : 3, 1, Layers.LEAKY);
        }
        return x;
    }

    private Initialiser bias() {
        List<Double> pattern =
                new ArrayList<>(Collections.nCopies(5 + spec.classes().size(), 0.0));
        pattern.set(4, Math.log(objectPrior / (1 - objectPrior)));
        return new Initialiser.Repeat(pattern);
    }
}
