package io.freebies.zoo;

import io.freebies.graph.DType;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Op;
import io.freebies.graph.Shape;
import io.freebies.graph.Value;
import java.util.List;

/** What backbones are pre-trained in: the mean of the deepest feature map over its area, then one dense layer. */
record Classifier(Backbone backbone) {
    /** Trained from scratch: a variance-preserving start. */
    private static final Initialiser KERNELS = new Initialiser.HeNormal(2);

    /** Next to nothing, so that at first every class is about as likely as every other. */
    private static final Initialiser SCORES = new Initialiser.HeNormal(0.02);

    Graph backbone(String model, int size) {
        GraphBuilder builder = new GraphBuilder(model + ".backbone");
        features(builder, size).forEach(builder::output);
        return builder.build();
    }

    Graph whole(String model, int classes, int size) {
        GraphBuilder builder = new GraphBuilder(model + ".classifier");
        List<Value> features = features(builder, size);
        Value pooled = builder.node("classifier.pool", new Op.GlobalAveragePool(), features.get(features.size() - 1));
        Value maps = new Layers(builder, SCORES).output("classifier.dense", pooled, classes, new Initialiser.Fill(0));
        builder.output(builder.node("scores", new Op.Reshape(List.of(0L, (long) classes)), maps));
        return builder.build();
    }

    private List<Value> features(GraphBuilder builder, int size) {
        Value images = builder.input("images", DType.FLOAT32, Shape.of(Shape.BATCH, 3, size, size));
        return backbone.features(new Layers(builder, KERNELS), images);
    }
}
