package io.freebies.trainer.augment;

import io.freebies.run.Recipe.Colour;
import java.util.SplittableRandom;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Random brightness, contrast, saturation and hue (paper section 3.3; reference section 4.1.1). Each is an affine map
 * of RGB, so all that are drawn are composed and the pixels are touched once. Nothing is clipped.
 */
public record ColourJitter(Colour colour) implements PictureTransform {
    private static final double[] GREY = {0.299, 0.587, 0.114};
    private static final double[][] RGB_TO_YIQ = {GREY, {0.596, -0.274, -0.321}, {0.211, -0.523, 0.311}};
    private static final double[][] YIQ_TO_RGB = {{1, 0.956, 0.621}, {1, -0.272, -0.647}, {1, -1.107, 1.705}};

    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        double[][] map = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
        if (drawn(random)) {
            map = compose(offset(uniform(random, colour.brightness())), map);
        }
        boolean contrastFirst = random.nextBoolean();
        if (contrastFirst && drawn(random)) {
            map = compose(contrast(random), map);
        }
        if (drawn(random)) {
            map = compose(saturation(1 + uniform(random, colour.saturation())), map);
        }
        if (drawn(random)) {
            map = compose(hue(Math.toRadians(uniform(random, colour.hueDegrees()))), map);
        }
        if (!contrastFirst && drawn(random)) {
            map = compose(contrast(random), map);
        }
        return picture.replace(transform(picture.pixels(), map), picture.objects());
    }

    private boolean drawn(SplittableRandom random) {
        return random.nextDouble() < colour.probability();
    }

    private static double uniform(SplittableRandom random, double bound) {
        return (2 * random.nextDouble() - 1) * bound;
    }

    private double[][] contrast(SplittableRandom random) {
        double factor = 1 + uniform(random, colour.contrast());
        return new double[][] {{factor, 0, 0, 0}, {0, factor, 0, 0}, {0, 0, factor, 0}};
    }

    private static double[][] offset(double value) {
        return new double[][] {{1, 0, 0, value}, {0, 1, 0, value}, {0, 0, 1, value}};
    }

    private static double[][] saturation(double factor) {
        double[][] map = new double[3][4];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                map[row][column] = (row == column ? factor : 0) + (1 - factor) * GREY[column];
            }
        }
        return map;
    }

    private static double[][] hue(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[][] turn = {{1, 0, 0}, {0, cos, -sin}, {0, sin, cos}};
        return compose(YIQ_TO_RGB, compose(turn, affine(RGB_TO_YIQ)));
    }

    private static double[][] affine(double[][] linear) {
        double[][] map = new double[3][4];
        for (int row = 0; row < 3; row++) {
            System.arraycopy(linear[row], 0, map[row], 0, 3);
        }
        return map;
    }

    /** {@code second} after {@code first}; {@code second} may lack the offset column. */
    private static double[][] compose(double[][] second, double[][] first) {
        double[][] map = new double[3][4];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                double sum = column == 3 && second[row].length == 4 ? second[row][3] : 0;
                for (int k = 0; k < 3; k++) {
                    sum += second[row][k] * first[k][column];
                }
                map[row][column] = sum;
            }
        }
        return map;
    }

    private static Mat transform(Mat pixels, double[][] map) {
        Mat matrix = new Mat(3, 4, CvType.CV_64F);
        for (int row = 0; row < 3; row++) {
            matrix.put(row, 0, map[row]);
        }
        Mat result = new Mat();
        Core.transform(pixels, result, matrix);
        matrix.release();
        return result;
    }
}
