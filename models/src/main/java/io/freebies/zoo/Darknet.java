package io.freebies.zoo;

import io.freebies.graph.Op;
import io.freebies.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual backbone of YOLOv3 (Redmon and Farhadi 2018): a stem, then stages that halve the size and add residual
 * blocks of a 1x1 to half the channels and a 3x3 back.
 *
 * @param stemChannels of the first 3x3
 * @param stemStride 1 for the original, 2 to save work
 * @param stages from shallow to deep; the last three give the features
 */
record Darknet(long stemChannels, long stemStride, List<Stage> stages) implements Backbone {
    /**
     * One stage: a 3x3 of stride 2, then residual blocks.
     *
     * @param channels after the stage
     * @param blocks how many residual blocks
     */
    record Stage(long channels, int blocks) {}

    /** Darknet-53 without its classifier: 52 convolutions, 40,584,928 trained parameters. */
    static final Darknet DARKNET53 = new Darknet(
            32,
            1,
            List.of(new Stage(64, 1), new Stage(128, 2), new Stage(256, 8), new Stage(512, 8), new Stage(1024, 4)));

    /** Narrow and shallow: the stem halves the size and each deep stage has one block. */
    static final Darknet NANO =
            new Darknet(16, 2, List.of(new Stage(24, 0), new Stage(48, 1), new Stage(96, 1), new Stage(192, 1)));

    @Override
    public List<Value> features(Layers layers, Value images) {
        List<Value> ends = new ArrayList<>();
        Value x = layers.conv("backbone.stem", images, stemChannels, 3, stemStride, Layers.LEAKY);
        for (int s = 0; s < stages.size(); s++) {
            Stage stage = stages.get(s);
            String name = "backbone.stage" + (s + 1);
            x = layers.conv(name + ".down", x, stage.channels, 3, 2, Layers.LEAKY);
            for (int block = 1; block <= stage.blocks; block++) {
                String inner = name + ".block" + block;
                Value y = layers.conv(inner + ".reduce", x, stage.channels / 2, 1, 1, Layers.LEAKY);
                y = layers.conv(inner + ".expand", y, stage.channels, 3, 1, Layers.LEAKY);
                x = layers.builder().node(inner + ".add", new Op.Add(), x, y);
            }
            ends.add(x);
        }
        return ends.subList(ends.size() - 3, ends.size());
    }
}
