package io.freebies.verifier.elephant;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.SeedTree;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses what is alien to each picture of a data set: an object of another one, of a class that is not in the picture
 * if there is such an object. The same data set gives the same choice.
 */
final class Aliens {
    /** An alien's longer side as a part of the shorter side of the picture it comes to: large, and seldom hiding all. */
    static final double SHARE = 0.3;

    /** Smaller ones would be a blur once enlarged. */
    private static final int LEAST_SIDE = 16;

    private static final double MOST_ASPECT = 2;

    private record Candidate(int picture, GroundTruth object) {}

    private final Dataset data;
    private final List<Candidate> candidates = new ArrayList<>();
    private final SeedTree seeds = new SeedTree(0);

    /**
     * The choice for a data set.
     *
     * @throws Failure (data) if there is no alien for every picture
     */
    Aliens(Dataset data) {
        this.data = data;
        for (int picture = 0; picture < data.images().size(); picture++) {
            for (GroundTruth object : data.images().get(picture).objects()) {
                if (isFit(object)) {
                    candidates.add(new Candidate(picture, object));
                }
            }
        }
        if (candidates.stream().map(Candidate::picture).distinct().count() < 2) {
            throw Failure.data(data.source() + ": expected objects of at least " + LEAST_SIDE + " pixels a side in two"
                    + " pictures, to be alien in the others; found " + candidates.size() + " objects to choose from in "
                    + data.images().size() + " pictures");
        }
    }

    private static boolean isFit(GroundTruth object) {
        double shorter = Math.min(object.box().width(), object.box().height());
        double longer = Math.max(object.box().width(), object.box().height());
        return object.isDemanded() && shorter >= LEAST_SIDE && longer <= MOST_ASPECT * shorter;
    }

    /**
     * Cuts out the alien of a picture.
     *
     * @param shorterSide of that picture, pixels
     */
    Alien of(int picture, int shorterSide) {
        Candidate chosen = choose(picture);
        LabelledImage from = data.images().get(chosen.picture);
        String name = data.classes().get(chosen.object.label()) + " of " + from.id();
        int longerSide = (int) Math.max(1, Math.round(SHARE * shorterSide));
        return Alien.cutFrom(from.file(), chosen.object.box(), longerSide, name);
    }

    private Candidate choose(int picture) {
        Set<Integer> known = data.images().get(picture).objects().stream()
                .map(GroundTruth::label)
                .collect(Collectors.toSet());
        int start = seeds.stream("alien", 0, picture).nextInt(candidates.size());
        List<Predicate<Candidate>> wishes =
                List.of(c -> c.picture != picture && !known.contains(c.object.label()), c -> c.picture != picture);
        for (Predicate<Candidate> wish : wishes) {
            for (int i = 0; i < candidates.size(); i++) {
                Candidate candidate = candidates.get((start + i) % candidates.size());
                if (wish.test(candidate)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("two pictures have candidates, so one is not this");
    }
}
