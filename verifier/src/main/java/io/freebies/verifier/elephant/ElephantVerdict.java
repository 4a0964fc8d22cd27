package io.freebies.verifier.elephant;

import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.Verdict;
import io.freebies.score.PairedBootstrap;
import io.freebies.score.PairedBootstrap.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the trials come to. */
final class ElephantVerdict {
    private static final long SEED = 0;

    private ElephantVerdict() {}

    static Verdict of(Elephant elephant) {
        List<Trial> baseline =
                elephant.trials().stream().map(Elephant.Pair::baseline).toList();
        List<Trial> candidate =
                elephant.trials().stream().map(Elephant.Pair::candidate).toList();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", elephant.data().source());
        facts.put("pictures", elephant.trials().size());
        facts.put("places", elephant.steps() * elephant.steps());
        facts.put("threshold", elephant.threshold());
        facts.put("alien_share", Aliens.SHARE);
        facts.put("baseline", facts(elephant.baseline().session().file().toString(), baseline));
        facts.put("candidate", facts(elephant.candidate().session().file().toString(), candidate));
        facts.put("left_out", elephant.data().leftOut());
        Effect first = total(baseline);
        Effect second = total(candidate);
        if (first.others() == 0 || second.others() == 0) {
            String blind = first.others() == 0 ? "the baseline" : "the candidate";
            Check check = new Check(
                    "flips",
                    Status.INCONCLUSIVE,
                    blind + " saw nothing beside an alien that is surer than " + elephant.threshold()
                            + "; lower --threshold, or take other pictures");
            return new Verdict("UNKNOWN", List.of(check), facts);
        }
        List<Difference> differences = differences(baseline, candidate);
        Difference flips = differences.get(0);
        Map<String, Object> difference = new LinkedHashMap<>();
        difference.put("flip_rate", facts(flips));
        difference.put("confidence_drop", facts(differences.get(1)));
        facts.put("difference", difference);
        String word = !flips.isSure() ? "UNDECIDED" : flips.difference() < 0 ? "STEADIER" : "SHAKIER";
        List<Check> checks = List.of(
                Check.of(
                        "flips",
                        true,
                        "vanish or change class: "
                                + sentence(first.flipRate(), second.flipRate(), flips)
                                + "; detections beside an alien: "
                                + first.others() + " and " + second.others()),
                Check.of(
                        "confidence",
                        true,
                        "mean drop of scores: " + sentence(first.meanDrop(), second.meanDrop(), differences.get(1))));
        return new Verdict(word, checks, facts);
    }

    private static Effect total(List<Trial> trials) {
        return trials.stream().map(Trial::total).reduce(Effect.NONE, Effect::plus);
    }

    /** Of flip rate and mean drop; resampled by picture, since the places of one picture have all else in common. */
    private static List<Difference> differences(List<Trial> baseline, List<Trial> candidate) {
        List<Effect> first = baseline.stream().map(Trial::total).toList();
        List<Effect> second = candidate.stream().map(Trial::total).toList();
        Function<int[], double[]> statistics = times -> {
            Effect a = total(first, times);
            Effect b = total(second, times);
            return new double[] {b.flipRate() - a.flipRate(), b.meanDrop() - a.meanDrop()};
        };
        return PairedBootstrap.differences(first.size(), statistics, PairedBootstrap.RESAMPLES, SEED);
    }

    private static Effect total(List<Effect> effects, int[] times) {
        Effect sum = Effect.NONE;
        for (int i = 0; i < times.length; i++) {
            sum = sum.plus(effects.get(i).times(times[i]));
        }
        return sum;
    }

    private static Map<String, Object> facts(String file, List<Trial> trials) {
        Effect total = total(trials);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("detections", trials.stream().mapToInt(Trial::sure).sum());
        facts.put(
                "pictures_with_detections",
                trials.stream().filter(trial -> trial.sure() > 0).count());
        facts.put("beside_an_alien", total.others());
        facts.put("vanished", total.vanished());
        facts.put("changed_class", total.changed());
        if (total.others() > 0) {
            facts.put("flip_rate", total.flipRate());
            facts.put("confidence_drop", total.meanDrop());
        }
        return facts;
    }

    private static Map<String, Object> facts(Difference difference) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("difference", difference.difference());
        facts.put("low", difference.low());
        facts.put("high", difference.high());
        return facts;
    }

    private static String sentence(double baseline, double candidate, Difference difference) {
        return String.format(
                Locale.ROOT,
                "baseline %.2f %%, candidate %.2f %%, difference %+.2f points, 95 %% interval [%+.2f, %+.2f]",
                100 * baseline,
                100 * candidate,
                100 * difference.difference(),
                100 * difference.low(),
                100 * difference.high());
    }
}
