package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import java.util.Map;
import java.util.Objects;

/** YOLOv3-darknet53 written directly on the engine's arrays, without a graph: what the lowering is measured against. */
record DirectDarknet(Map<String, NDArray> params) {
    private static final int[] BLOCKS = {1, 2, 8, 8, 4};
    private static final Shape ONE = new Shape(1, 1);

    NDList heads(NDArray images) {
        NDArray[] features = new NDArray[BLOCKS.length];
        NDArray x = conv("backbone.stem", images, 1);
        for (int s = 0; s < BLOCKS.length; s++) {
            String stage = "backbone.stage" + (s + 1);
            x = conv(stage + ".down", x, 2);
            for (int b = 1; b <= BLOCKS[s]; b++) {
                String block = stage + ".block" + b;
                x = x.add(conv(block + ".expand", conv(block + ".reduce", x, 1), 1));
            }
            features[s] = x;
        }
        NDList heads = new NDList();
        for (int scale = 0; scale < 3; scale++) {
            String name = "stride" + (32 >> scale);
            for (int i = 1; i <= 5; i++) {
                x = conv(name + ".conv" + i, x, 1);
            }
            NDArray tip = conv(name + ".tip", x, 1);
            heads.add(Conv2d.conv2d(tip, param(name + ".weight"), param(name + ".bias"), ONE)
                    .singletonOrThrow());
            if (scale < 2) {
                NDArray up = conv(name + ".transition", x, 1).repeat(2, 2).repeat(3, 2);
                x = NDArrays.concat(new NDList(up, features[3 - scale]), 1);
            }
        }
        return heads;
    }

    private NDArray conv(String name, NDArray x, int stride) {
        NDArray weight = param(name + ".weight");
        long pad = weight.getShape().get(2) / 2;
        NDArray y = Conv2d.conv2d(x, weight, null, new Shape(stride, stride), new Shape(pad, pad))
                .singletonOrThrow();
        y = BatchNorm.batchNorm(
                        y,
                        param(name + ".mean"),
                        param(name + ".variance"),
                        param(name + ".scale"),
                        param(name + ".shift"),
                        1,
                        0.9f,
                        1e-5f,
                        true)
                .singletonOrThrow();
        return Activation.leakyRelu(y, 0.1f);
    }

    private NDArray param(String name) {
        return Objects.requireNonNull(params.get(name), name);
    }
}
