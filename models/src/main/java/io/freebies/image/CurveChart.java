package io.freebies.image;

import io.freebies.image.Canvas.Anchor;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Curves over 0 to 1, with values of 0 to 1.
 *
 * @param title what the curves are
 * @param horizontal what is to the right
 * @param vertical what is up
 * @param x places of the points of all curves
 * @param thin curves with a colour each
 * @param thick curves on top of them, the first in black, the second in grey
 */
public record CurveChart(
        String title, String horizontal, String vertical, List<Double> x, List<Curve> thin, List<Curve> thick) {
    private static final double SIDE = 420;
    private static final double LEFT = 48;
    private static final double TOP = 48;
    private static final double LONGEST_NAME = 150;
    private static final Color GREY = new Color(150, 150, 150);
    /** So many thin curves can be told apart; more are faint, so that the thick ones can be seen. */
    private static final int DISTINCT = 20;

    /** Rows of the legend beside the curves. */
    private static final int ROWS = (int) (SIDE / Canvas.LINE);

    /** A name and a value at each x. */
    public record Curve(String name, List<Double> values) {
        /** Copies the list. */
        public Curve {
            values = List.copyOf(values);
        }
    }

    /** Copies the lists. */
    public CurveChart {
        x = List.copyOf(x);
        thin = List.copyOf(thin);
        thick = List.copyOf(thick);
    }

    private int columns() {
        return (thin.size() + thick.size() + ROWS - 1) / ROWS;
    }

    /** Writes a PNG. */
    public void write(Path file) {
        double column = LONGEST_NAME + 30;
        double right = LEFT + SIDE;
        double bottom = TOP + SIDE;
        Axis across = new Axis(0, 1, LEFT, right);
        Axis up = new Axis(0, 1, bottom, TOP);
        double width = Math.max(right + 24 + columns() * column, 20 + Canvas.width(title) * 1.3);
        try (Canvas canvas = new Canvas(width, bottom + 2 * Canvas.LINE + 10)) {
            canvas.title(title, 10, 20);
            canvas.text(vertical, 10, TOP - 10, Anchor.START);
            canvas.below(across, TOP, bottom);
            canvas.beside(up, LEFT, right);
            canvas.text(horizontal, right, bottom + 2 * Canvas.LINE, Anchor.END);
            for (int i = 0; i < thin.size(); i++) {
                draw(canvas, thin.get(i), across, up, thinColour(i), 2);
            }
            for (int i = thick.size() - 1; i >= 0; i--) {
                draw(canvas, thick.get(i), across, up, i == 0 ? Canvas.INK : GREY, 6);
            }
            for (int i = 0; i < thick.size() + thin.size(); i++) {
                Curve curve = i < thick.size() ? thick.get(i) : thin.get(i - thick.size());
                Color colour = i >= thick.size() ? thinColour(i - thick.size()) : i == 0 ? Canvas.INK : GREY;
                int inColumn = i / ROWS;
                double left = right + 18 + inColumn * column;
                canvas.key(Canvas.fitted(curve.name, LONGEST_NAME), left, TOP + 10 + i % ROWS * Canvas.LINE, colour);
            }
            canvas.write(file);
        }
    }

    private Color thinColour(int index) {
        return thin.size() > DISTINCT ? Palette.faint(index) : Palette.onPaper(index);
    }

    private void draw(Canvas canvas, Curve curve, Axis across, Axis up, Color colour, int pixelsWide) {
        canvas.curve(
                x.stream().map(across::pixel).toList(),
                IntStream.range(0, x.size())
                        .mapToObj(i -> up.pixel(curve.values.get(i)))
                        .toList(),
                colour,
                pixelsWide);
    }
}
