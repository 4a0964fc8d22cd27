package io.freebies.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.TrainerMain;
import io.freebies.trainer.freebie.Freebies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIdentityTest {
    private static final String ENGINE = "E 1, cpu, 1 threads";

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private static Recipe recipe(String... set) {
        return new RecipeReader(TrainerMain.class, Freebies.BY_KEY).read("yolov3-nano-bof", List.of(set));
    }

    private LabelledImage image(String id, String bytes, GroundTruth... objects) throws IOException {
        Path file = Files.writeString(folder.resolve(id + ".jpg"), bytes);
        return new LabelledImage(id, file, 10, 10, List.of(objects));
    }

    private List<LabelledImage> images() throws IOException {
        List<LabelledImage> images = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            images.add(image("p" + i, "bytes " + i, new GroundTruth(new Box(0, 0, 5, 5 + i), 0)));
        }
        return images;
    }

    private static RunIdentity identity(Recipe recipe, List<LabelledImage> images, long seed, String engine) {
        return RunIdentity.of(
                recipe,
                new Dataset("somewhere", List.of("a", "b"), images, List.of()),
                seed,
                engine,
                Optional.empty(),
                1);
    }

    /** Starts a run with one identity and asks another whether it may go on. */
    private void resume(RunIdentity before, RunIdentity now) {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        before.write(run);
        now.requireSame(before.digests(), run, warnings::add);
    }

    private void assertRefused(RunIdentity before, RunIdentity now, ExitCode code, String... shown) {
        assertThatThrownBy(() -> resume(before, now))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(code))
                .hasMessageContainingAll(shown);
    }

    @Test
    void theSameGoesOnWithoutAWord() throws IOException {
        resume(identity(recipe(), images(), 3, ENGINE), identity(recipe(), images(), 3, ENGINE));
        assertThat(warnings).isEmpty();
    }

    @Test
    void wordsForPeopleAreNoOtherRecipe() throws IOException {
        resume(
                identity(recipe(), images(), 3, ENGINE),
                identity(recipe("about.cost=an hour", "expects.data=other"), images(), 3, ENGINE));
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyKeyOfTheRecipeThatDiffersIsShownWithBothValues() throws IOException {
        assertRefused(
                identity(recipe(), images(), 3, ENGINE),
                identity(recipe("optimiser.learning_rate=0.5", "freebies.mixup=null"), images(), 4, ENGINE),
                ExitCode.USAGE,
                "optimiser.learning_rate: 0.006 before, 0.5 now",
                "freebies.mixup.alpha: 1.5 before, absent now",
                "--seed: 3 before, 4 now");
    }

    @Test
    void oneByteOfOnePictureIsAnotherDataSet() throws IOException {
        RunIdentity before = identity(recipe(), images(), 3, ENGINE);
        List<LabelledImage> images = images();
        images.set(4, image("p4", "bytes 5", new GroundTruth(new Box(0, 0, 5, 9), 0)));
        images.set(6, image("p6", "bytes 6", new GroundTruth(new Box(0, 0, 5, 11), 1)));
        images.set(13, image("new", "bytes"));
        assertRefused(
                before,
                identity(recipe(), images, 3, ENGINE),
                ExitCode.DATA,
                "picture p4: another file",
                "picture p6: other objects",
                "picture p13: gone",
                "picture new: new");
    }

    @Test
    void ofManyDifferencesTheFirstAreShownAndTheRestCounted() throws IOException {
        assertRefused(
                identity(recipe(), images(), 3, ENGINE),
                identity(recipe(), List.of(), 3, ENGINE),
                ExitCode.DATA,
                "pictures: 14 before, 0 now",
                "picture p9: gone",
                "and 4 more pictures");
    }

    @Test
    void anotherOrderOfPicturesIsAnotherDataSet() throws IOException {
        List<LabelledImage> images = images();
        RunIdentity before = identity(recipe(), images, 3, ENGINE);
        images.add(images.remove(0));
        assertRefused(before, identity(recipe(), images, 3, ENGINE), ExitCode.DATA, "another order");
    }

    @Test
    void whereTheRunsOwnFilesWereEditedTheRefusalSaysSo() throws IOException {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        RunIdentity before = identity(recipe(), images(), 3, ENGINE);
        before.write(run);
        Files.writeString(run.recipe(), "mine");
        RunIdentity now = identity(recipe("schedule.epochs=90"), images(), 3, ENGINE);
        assertThatThrownBy(() -> now.requireSame(before.digests(), run, warnings::add))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("recipe: another one", run.recipe().toString(), "was changed");
    }

    @Test
    void anotherEngineIsAllowedAndSaid() throws IOException {
        resume(identity(recipe(), images(), 3, ENGINE), identity(recipe(), images(), 3, "E 1, cpu, 2 threads"));
        assertThat(warnings).singleElement().asString().contains(ENGINE, "E 1, cpu, 2 threads", "rounding");
    }

    @Test
    void otherWeightsToStartFromAreRefused() throws IOException {
        RunIdentity none = identity(recipe(), images(), 3, ENGINE);
        RunIdentity one = new RunIdentity(none.recipe(), none.data(), 3, ENGINE, Optional.of("1"), 1);
        RunIdentity other = new RunIdentity(none.recipe(), none.data(), 3, ENGINE, Optional.of("2"), 1);
        resume(one, one);
        assertRefused(one, other, ExitCode.USAGE, "model.init");
        assertRefused(none, one, ExitCode.USAGE, "model.init");
    }
}
