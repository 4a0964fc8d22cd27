package io.freebies.data;

import io.freebies.data.Placed.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What lies where in a picture, farthest first. A thing is put down only where everything stays visible enough: an
 * object that nobody can see must not be annotated, and one that can be seen must not go without annotation.
 */
final class SceneLayout {
    /** Least share of an object's area that neither others nor the border hide. */
    static final double VISIBLE = 0.35;

    private static final int ATTEMPTS = 30;

    /**
     * Something in the picture.
     *
     * @param kind absent for a distractor
     */
    record Item(Placed placed, Mask mask, Paint paint, Optional<SyntheticClass> kind) {}

    private final int width;
    private final int height;
    private final List<Item> items = new ArrayList<>();
    /** The index of the item in front, by pixel; -1 where there is none. */
    private final int[] front;

    SceneLayout(int width, int height) {
        this.width = width;
        this.height = height;
        this.front = new int[width * height];
        Arrays.fill(front, -1);
    }

    /** Puts an outline of a given radius at a random place in front of all others, or nowhere if no place is found. */
    void add(Outline outline, double radius, Paint paint, Optional<SyntheticClass> kind, SplittableRandom random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int[] before = front.clone();
            put(Placed.random(outline, radius, width, height, random), paint, kind);
            if (allVisible()) {
                return;
            }
            items.remove(items.size() - 1);
            System.arraycopy(before, 0, front, 0, front.length);
        }
    }

    /** Puts something in front of all others, whatever it hides. */
    void put(Placed placed, Paint paint, Optional<SyntheticClass> kind) {
        Mask mask = placed.mask();
        items.add(new Item(placed, mask, paint, kind));
        cover(mask, items.size() - 1);
    }

    List<Item> items() {
        return items;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    private void cover(Mask mask, int item) {
        for (int row = Math.max(0, mask.top()); row < Math.min(height, mask.top() + mask.side()); row++) {
            for (int column = Math.max(0, mask.left()); column < Math.min(width, mask.left() + mask.side()); column++) {
                if (mask.at(column, row) >= Placed.HALF) {
                    front[row * width + column] = item;
                }
            }
        }
    }

    private boolean allVisible() {
        int[] visible = new int[items.size()];
        for (int item : front) {
            if (item >= 0) {
                visible[item]++;
            }
        }
        for (int i = 0; i < visible.length; i++) {
            if (items.get(i).kind().isPresent()
                    && visible[i] < VISIBLE * items.get(i).mask().area()) {
                return false;
            }
        }
        return true;
    }
}
