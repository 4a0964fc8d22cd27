package io.freebies.zoo;

import io.freebies.graph.Op;
import io.freebies.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNet v1 at width 1.0 (Howard et al. 2017): a 3x3 stem of 32 channels, then depthwise 3x3 and pointwise 1x1
 * pairs; features are taken before the size is halved again.
 */
record MobileNet() implements Backbone {
    private static final long[] CHANNELS = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    private static final long[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1};
    private static final Op RELU = new Op.Relu();

    @Override
    public List<Value> features(Layers layers, Value images) {
        List<Value> ends = new ArrayList<>();
        Value x = layers.conv("backbone.stem", images, 32, 3, 2, RELU);
        for (int i = 0; i < CHANNELS.length; i++) {
            if (STRIDES[i] == 2) {
                ends.add(x);
            }
            String name = "backbone.block" + (i + 1);
            x = layers.depthwise(name + ".depthwise", x, STRIDES[i], RELU);
            x = layers.conv(name + ".pointwise", x, CHANNELS[i], 1, 1, RELU);
        }
        ends.add(x);
        return ends.subList(ends.size() - 3, ends.size());
    }
}
