package io.freebies.trainer.freebie;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every freebie by its key in a recipe. */
public final class Freebies {
    /** The record of hyper-parameters by key. */
    public static final Map<String, Class<? extends Record>> BY_KEY = byKey();

    private Freebies() {}

    private static Map<String, Class<? extends Record>> byKey() {
        Map<String, Class<? extends Record>> byKey = new LinkedHashMap<>();
        byKey.put("mixup", Mixup.class);
        byKey.put("label_smoothing", LabelSmoothing.class);
        byKey.put("cosine", Cosine.class);
        byKey.put("random_shapes", RandomShapes.class);
        byKey.put("no_decay_on_bias_and_norm", NoDecay.class);
        byKey.put("sync_norm", SyncNorm.class);
        byKey.put("ema", Ema.class);
        byKey.put("swa", Swa.class);
        return byKey;
    }
}
