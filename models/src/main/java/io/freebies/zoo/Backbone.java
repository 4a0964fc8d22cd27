package io.freebies.zoo;

import io.freebies.graph.Value;
import java.util.List;

/** The part of a detector that turns pictures into feature maps. */
interface Backbone {
    /** The maps at strides 8, 16 and 32 for images [batch, 3, H, W]. */
    List<Value> features(Layers layers, Value images);
}
