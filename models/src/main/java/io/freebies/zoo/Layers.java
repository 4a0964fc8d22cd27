package io.freebies.zoo;

import io.freebies.graph.GraphBuilder;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Op;
import io.freebies.graph.ParamSpec.Role;
import io.freebies.graph.Shape;
import io.freebies.graph.Value;

/**
 * The layers that networks are made of, each named once by its caller.
 *
 * @param builder where nodes go
 * @param kernels how convolution weights start
 */
record Layers(GraphBuilder builder, Initialiser kernels) {
    /** The reference's norm: epsilon 1e-5, running statistics keep 90 %. */
    private static final Op NORM = new Op.BatchNormalization(1e-5, 0.9);

    /** Slope 0.1 below zero. */
    static final Op LEAKY = new Op.LeakyRelu(0.1);

    /** Convolution without bias, norm, activation; the size is kept at stride 1 and halved at stride 2. */
    Value conv(String name, Value x, long channels, long kernel, long stride, Op activation) {
        return conv(name, x, channels, Op.Conv.same(kernel, stride, 1), activation);
    }

    /** Convolution of every channel on its own, norm, activation. */
    Value depthwise(String name, Value x, long stride, Op activation) {
        long channels = x.shape().dim(1);
        return conv(name, x, channels, Op.Conv.same(3, stride, channels), activation);
    }

    /** Convolution of single pixels with a bias and nothing after it: an output layer. */
    Value output(String name, Value x, long channels, Initialiser bias) {
        Value w = kernel(name, x, channels, Op.Conv.same(1, 1, 1));
        Value b = builder.param(name + ".bias", Shape.of(channels), Role.BIAS, bias);
        return builder.node(name, Op.Conv.same(1, 1, 1), x, w, b);
    }

    private Value conv(String name, Value x, long channels, Op.Conv op, Op activation) {
        Value y = builder.node(name, op, x, kernel(name, x, channels, op));
        Shape perChannel = Shape.of(channels);
        Value scale = builder.param(name + ".scale", perChannel, Role.NORM_SCALE, new Initialiser.Fill(1));
        Value shift = builder.param(name + ".shift", perChannel, Role.NORM_SHIFT, new Initialiser.Fill(0));
        Value mean = builder.param(name + ".mean", perChannel, Role.RUNNING_MEAN, new Initialiser.Fill(0));
        Value variance = builder.param(name + ".variance", perChannel, Role.RUNNING_VARIANCE, new Initialiser.Fill(1));
        Value normal = builder.node(name + ".norm", NORM, y, scale, shift, mean, variance);
        return builder.node(name + ".active", activation, normal);
    }

    private Value kernel(String name, Value x, long channels, Op.Conv op) {
        long side = op.kernelShape().get(0);
        Shape shape = Shape.of(channels, x.shape().dim(1) / op.group(), side, side);
        return builder.param(name + ".weight", shape, Role.KERNEL, kernels);
    }
}
