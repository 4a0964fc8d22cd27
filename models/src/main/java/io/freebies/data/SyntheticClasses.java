package io.freebies.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.opencv.core.Mat;

/**
 * Drawn pictures of one textured shape each, as many as wanted, made when they are read. A class is a pair of an outline
 * and a texture; every outline occurs with several textures and the other way round, so that neither alone tells the
 * class. As with things in photographs, one of the two colours is usually much the same, and things stand upright more or
 * less: where everything but outline and texture was free, a network had learned nothing after 40,000 pictures. Size,
 * place, the other colour, background and light are free; backgrounds have no pattern, or what a picture shows could be
 * any of its patterns.
 *
 * @param classes how many, see {@link #MOST_CLASSES}
 * @param size how many pictures, all classes in turn
 * @param seed what all is drawn from
 * @param series names the random streams: {@code train} or {@code test}
 */
public record SyntheticClasses(int classes, int size, long seed, String series) implements ClassifiedPictures {
    /** Part of a run's identity: raised whenever the same arguments would draw other pictures. */
    public static final int VERSION = 1;

    private static final int SIDE = 96;
    private static final double LEAST_RADIUS = 0.28;
    private static final double MOST_RADIUS = 0.48;
    private static final double OFF_CENTRE = 0.15;
    private static final double PERIODS = 2.8;
    private static final double MOST_TURN = Math.PI / 6;
    /** Successive labels turn the hue by the golden ratio. */
    private static final double HUE_STEP = 0.618033988749895;

    private static final double HUE_RANGE = 0.05;

    private static final Map<String, Outline> OUTLINES = Map.ofEntries(
            Map.entry("arrow", Outline.arrow()),
            Map.entry("bar", Outline.bar(0.4)),
            Map.entry("crescent", Outline.crescent()),
            Map.entry("cross", Outline.cross()),
            Map.entry("disc", Outline.disc()),
            Map.entry("ellipse", Outline.ellipse(0.55)),
            Map.entry("hexagon", Outline.polygon(6)),
            Map.entry("letter-e", Outline.letter('E')),
            Map.entry("letter-h", Outline.letter('H')),
            Map.entry("letter-l", Outline.letter('L')),
            Map.entry("letter-t", Outline.letter('T')),
            Map.entry("letter-u", Outline.letter('U')),
            Map.entry("pentagon", Outline.polygon(5)),
            Map.entry("square", Outline.polygon(4)),
            Map.entry("star-4", Outline.star(4, 0.35)),
            Map.entry("star-7", Outline.star(7, 0.55)),
            Map.entry("triangle", Outline.polygon(3)));

    private static final List<String> NAMES =
            OUTLINES.keySet().stream().sorted().toList();
    private static final List<Texture.Kind> TEXTURES = Arrays.stream(Texture.Kind.values())
            .filter(kind -> !Backdrop.PLAIN.contains(kind))
            .toList();

    /** All pairs: 17 outlines with 7 textures. */
    public static final int MOST_CLASSES = NAMES.size() * TEXTURES.size();

    private static final List<WholeNumbers.Key> KEYS = List.of(
            new WholeNumbers.Key("classes", 100, 2, MOST_CLASSES),
            new WholeNumbers.Key("images", 20_000, 2, 100_000_000),
            new WholeNumbers.Key("test", 2_000, 1, 1_000_000),
            WholeNumbers.Key.any("seed", 1));

    /**
     * What the options ask for.
     *
     * @param text {@code key=value} pairs joined by commas; may be empty
     * @throws io.freebies.failure.Failure (usage) listing all unknown keys and wrong values
     */
    static ClassifiedData open(String text) {
        WholeNumbers numbers = WholeNumbers.parse("synth-classes:", text, KEYS);
        int classes = (int) numbers.get("classes");
        List<String> names = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            names.add(outline(label) + "-" + texture(label).name().toLowerCase(Locale.ROOT));
        }
        // The whole text, defaults included: what they are may change.
        String source = String.format(
                Locale.ROOT,
                "synth-classes:classes=%d,images=%d,test=%d,seed=%d",
                classes,
                numbers.get("images"),
                numbers.get("test"),
                numbers.get("seed"));
        return new ClassifiedData(
                source,
                names,
                new SyntheticClasses(classes, (int) numbers.get("images"), numbers.get("seed"), "train"),
                new SyntheticClasses(classes, (int) numbers.get("test"), numbers.get("seed"), "test"));
    }

    /** 17 and 7 have no common factor, so the labels go through all pairs before one comes again. */
    private static String outline(int label) {
        return NAMES.get(label % NAMES.size());
    }

    private static Texture.Kind texture(int label) {
        return TEXTURES.get(label % TEXTURES.size());
    }

    @Override
    public String id(int index) {
        return series + "-" + index;
    }

    @Override
    public int label(int index) {
        return index % classes;
    }

    @Override
    public Mat read(int index) {
        SplittableRandom random = new SeedTree(seed).stream("class picture of " + series, 0, index);
        SceneLayout layout = new SceneLayout(SIDE, SIDE);
        double radius = SIDE * random.nextDouble(LEAST_RADIUS, MOST_RADIUS);
        Paint paint = Paint.random(texture(label(index)), PERIODS * random.nextDouble(0.75, 1.33), 0.25, 0.45, random)
                .tinted(label(index) * HUE_STEP + random.nextDouble(-HUE_RANGE, HUE_RANGE), random);
        Outline outline = Objects.requireNonNull(OUTLINES.get(outline(label(index))));
        Placed placed = Placed.turned(outline, radius, nearCentre(random), nearCentre(random), MOST_TURN, random);
        // Marked as an object, so that nothing is put down in front of most of it.
        layout.put(placed, paint, Optional.of(SyntheticClass.ALL.get(0)));
        for (int left = random.nextInt(3); left > 0; left--) {
            SceneDrawer.addDistractor(layout, SIDE * random.nextDouble(0.05, 0.15), random);
        }
        return SceneDrawer.render(layout, Backdrop.PLAIN, random);
    }

    private static double nearCentre(SplittableRandom random) {
        return SIDE * (0.5 + random.nextDouble(-OFF_CENTRE, OFF_CENTRE));
    }
}
