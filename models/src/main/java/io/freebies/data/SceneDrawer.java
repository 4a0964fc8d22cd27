package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.data.SceneLayout.Item;
import io.freebies.image.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.opencv.core.Mat;

/**
 * Draws pictures for detectors to learn on where there are no others: textured things before textured backgrounds,
 * turned, scaled, hiding each other, among distractors that look alike, in changing light.
 *
 * <p>A scene follows from its random stream alone.
 */
final class SceneDrawer {
    /** Radius as a share of the picture's shorter side: an object's extent is 8 to 60 % of it. */
    private static final double LEAST_RADIUS = 0.045;

    private static final double MOST_RADIUS = 0.3;

    private static final List<Texture.Kind> TEXTURES = List.of(Texture.Kind.values());
    private static final String LETTERS = "LTHEU";

    /**
     * A drawn picture.
     *
     * @param picture CV_8UC3, R, G, B; the receiver releases it
     * @param objects labels are those of {@link SyntheticClass#names()}; boxes hold whole pixels
     * @param quality JPEG quality to store it with, 40 to 95
     */
    record Scene(Mat picture, List<GroundTruth> objects, int quality) {}

    private SceneDrawer() {}

    /** The scene of this random stream. */
    static Scene draw(SplittableRandom random) {
        int width = random.nextInt(288, 353);
        int height = random.nextInt(232, 281);
        SceneLayout layout = layout(width, height, random);
        Mat picture = render(layout, Backdrop.ANY, random);
        return new Scene(picture, objects(layout), random.nextInt(40, 96));
    }

    /**
     * The picture of what lies there.
     *
     * @param backdrop what the background may look like
     * @return CV_8UC3, R, G, B; the receiver releases it
     */
    static Mat render(SceneLayout layout, List<Texture.Kind> backdrop, SplittableRandom random) {
        int width = layout.width();
        int height = layout.height();
        float[] rgb = new float[width * height * 3];
        Backdrop.paint(rgb, width, height, backdrop, random);
        double sun = random.nextDouble() * 2 * Math.PI;
        float shadow = (float) random.nextDouble(0, 0.5);
        for (Item item : layout.items()) {
            dropShadow(item, rgb, layout, sun, shadow);
            paint(item, rgb, layout, sun);
        }
        return Pictures.of(Camera.expose(rgb, width, height, random), width, height);
    }

    private static SceneLayout layout(int width, int height, SplittableRandom random) {
        SceneLayout layout = new SceneLayout(width, height);
        int objects = 1 + random.nextInt(6);
        int distractors = random.nextInt(6);
        while (objects + distractors > 0) {
            double radius = Math.min(width, height) * radius(random);
            if (random.nextInt(objects + distractors) < objects) {
                objects--;
                addObject(layout, radius, random);
            } else {
                distractors--;
                addDistractor(layout, radius, random);
            }
        }
        return layout;
    }

    /** Log-uniform, so that small ones are as frequent as in photographs. */
    private static double radius(SplittableRandom random) {
        return LEAST_RADIUS * Math.pow(MOST_RADIUS / LEAST_RADIUS, random.nextDouble());
    }

    private static void addObject(SceneLayout layout, double radius, SplittableRandom random) {
        SyntheticClass kind = SyntheticClass.ALL.get(random.nextInt(SyntheticClass.ALL.size()));
        double periods = kind.periods() * random.nextDouble(0.8, 1.25);
        Paint paint = Paint.random(kind.texture(), periods, 0.3, 0.4, random);
        layout.add(kind.outline(), radius, paint, Optional.of(kind), random);
    }

    /** Something that is no object, perhaps. */
    static void addDistractor(SceneLayout layout, double radius, SplittableRandom random) {
        Outline outline = switch (random.nextInt(4)) {
            case 0 -> Outline.ellipse(random.nextDouble(0.3, 0.55));
            case 1 -> Outline.bar(random.nextDouble(0.04, 0.2));
            case 2 -> Outline.blob(random);
            default -> Outline.letter(LETTERS.charAt(random.nextInt(LETTERS.length())));
        };
        Texture.Kind texture = TEXTURES.get(random.nextInt(TEXTURES.size()));
        Paint paint = Paint.random(texture, random.nextDouble(1, 4), 0.05, 0.6, random);
        layout.add(outline, radius, paint, Optional.empty(), random);
    }

    private static void paint(Item item, float[] rgb, SceneLayout layout, double sun) {
        Placed placed = item.placed();
        forPixels(item, layout, 0, 0, (column, row, coverage) -> {
            double px = column + 0.5;
            double py = row + 0.5;
            double towardsSun =
                    ((px - placed.x()) * Math.cos(sun) + (py - placed.y()) * Math.sin(sun)) / placed.radius();
            int offset = 3 * (row * layout.width() + column);
            float light = (float) (1 + 0.15 * towardsSun);
            item.paint().blend(placed.u(px, py), placed.v(px, py), rgb, offset, coverage, light);
        });
    }

    private static void dropShadow(Item item, float[] rgb, SceneLayout layout, double sun, float strength) {
        double length = Math.min(8, item.placed().radius() / 4);
        int dx = (int) Math.round(-Math.cos(sun) * length);
        int dy = (int) Math.round(-Math.sin(sun) * length);
        forPixels(item, layout, dx, dy, (column, row, coverage) -> {
            int offset = 3 * (row * layout.width() + column);
            for (int i = offset; i < offset + 3; i++) {
                rgb[i] *= 1 - strength * coverage;
            }
        });
    }

    /** What is done to a pixel that is covered in part or whole. */
    @FunctionalInterface
    private interface Pixel {
        void at(int column, int row, float coverage);
    }

    /** Visits the pixels of the picture that an item covers when shifted. */
    private static void forPixels(Item item, SceneLayout layout, int dx, int dy, Pixel pixel) {
        int left = item.mask().left() + dx;
        int top = item.mask().top() + dy;
        for (int row = Math.max(0, top);
                row < Math.min(layout.height(), top + item.mask().side());
                row++) {
            for (int column = Math.max(0, left);
                    column < Math.min(layout.width(), left + item.mask().side());
                    column++) {
                float coverage = item.mask().at(column - dx, row - dy);
                if (coverage > 0) {
                    pixel.at(column, row, coverage);
                }
            }
        }
    }

    private static List<GroundTruth> objects(SceneLayout layout) {
        List<GroundTruth> objects = new ArrayList<>();
        for (Item item : layout.items()) {
            if (item.kind().isPresent()) {
                Box box = item.mask().box().clip(layout.width(), layout.height());
                objects.add(new GroundTruth(
                        box, SyntheticClass.ALL.indexOf(item.kind().get())));
            }
        }
        return objects;
    }
}
