package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacedTest {
    @Test
    void theBoxIsTightAroundTheOutline() {
        Placed.Mask disc = new Placed(Outline.disc(), 50, 40, 20, 1, 0, 1).mask();
        assertThat(disc.box()).isEqualTo(new Box(30, 20, 70, 60));
        assertThat((double) disc.area()).isEqualTo(Math.PI * 400, within(12.0));
    }

    @Test
    void turningByAQuarterExchangesTheSides() {
        Box lying = new Placed(Outline.bar(0.25), 50, 50, 20, 1, 0, 1).mask().box();
        Box standing = new Placed(Outline.bar(0.25), 50, 50, 20, 0, 1, 1).mask().box();
        assertThat(lying).isEqualTo(new Box(30, 45, 70, 55));
        assertThat(standing).isEqualTo(new Box(45, 30, 55, 70));
    }

    @Test
    void theBoxOfAnyOutlineTouchesCoverageOnAllFourSides() {
        SplittableRandom random = new SplittableRandom(1);
        for (SyntheticClass kind : SyntheticClass.ALL) {
            Placed.Mask mask =
                    Placed.random(kind.outline(), 30, 200, 200, random).mask();
            Box box = mask.box();
            assertThat(box.width()).as(kind.name()).isBetween(20.0, 70.0);
            assertThat(touches(mask, box, 0) && touches(mask, box, 1))
                    .as(kind.name())
                    .isTrue();
        }
    }

    @Test
    void aSceneKeepsEveryObjectVisible() {
        for (int i = 0; i < 20; i++) {
            SplittableRandom random = new SplittableRandom(i);
            SceneLayout layout = new SceneLayout(200, 150);
            for (int n = 0; n < 10; n++) {
                SyntheticClass kind = SyntheticClass.ALL.get(random.nextInt(8));
                Paint paint = Paint.random(kind.texture(), 3, 0.3, 0.4, random);
                layout.add(kind.outline(), 30, paint, Optional.of(kind), random);
            }
            for (int item = 0; item < layout.items().size(); item++) {
                assertThat(visibleShare(layout, item)).isGreaterThanOrEqualTo(SceneLayout.VISIBLE);
            }
        }
    }

    private static double visibleShare(SceneLayout layout, int item) {
        int visible = 0;
        for (int row = 0; row < layout.height(); row++) {
            for (int column = 0; column < layout.width(); column++) {
                boolean shows = layout.items().get(item).mask().at(column, row) >= Placed.HALF;
                for (int above = item + 1; above < layout.items().size(); above++) {
                    shows &= layout.items().get(above).mask().at(column, row) < Placed.HALF;
                }
                visible += shows ? 1 : 0;
            }
        }
        return (double) visible / layout.items().get(item).mask().area();
    }

    /** Whether the first and last row (axis 1) or column (axis 0) of the box hold covered pixels. */
    private static boolean touches(Placed.Mask mask, Box box, int axis) {
        boolean first = false;
        boolean last = false;
        int length = (int) (axis == 0 ? box.height() : box.width());
        for (int i = 0; i < length; i++) {
            int x = (int) box.x1();
            int y = (int) box.y1();
            first |= (axis == 0 ? mask.at(x, y + i) : mask.at(x + i, y)) >= Placed.HALF;
            last |= (axis == 0 ? mask.at((int) box.x2() - 1, y + i) : mask.at(x + i, (int) box.y2() - 1))
                    >= Placed.HALF;
        }
        return first && last;
    }
}
