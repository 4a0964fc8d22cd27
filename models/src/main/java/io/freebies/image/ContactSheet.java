package io.freebies.image;

import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Many pictures on one, in rows, each with a line of text below. */
public final class ContactSheet {
    private static final int GAP = 12;
    private static final int LINE = 22;
    private static final int FONT = Imgproc.FONT_HERSHEY_SIMPLEX;
    private static final double LARGEST_TEXT = 0.5;
    private static final Scalar PAPER = new Scalar(255, 255, 255);
    private static final Scalar INK = new Scalar(40, 40, 40);

    private ContactSheet() {}

    /**
     * The sheet.
     *
     * @param pictures CV_8UC3, not changed; at least one, of any sizes
     * @param captions one for each; a long one is written smaller
     * @param columns pictures in a row
     */
    public static Mat of(List<Mat> pictures, List<String> captions, int columns) {
        OpenCv.load();
        int width = pictures.stream().mapToInt(Mat::cols).max().orElse(1);
        int height = pictures.stream().mapToInt(Mat::rows).max().orElse(1) + LINE;
        int across = Math.min(columns, pictures.size());
        int rows = (pictures.size() + columns - 1) / columns;
        int type = pictures.get(0).type();
        Mat sheet = new Mat(rows * (height + GAP) + GAP, across * (width + GAP) + GAP, type, PAPER);
        for (int i = 0; i < pictures.size(); i++) {
            Mat picture = pictures.get(i);
            int left = GAP + i % columns * (width + GAP);
            int top = GAP + i / columns * (height + GAP);
            Mat place = sheet.submat(new Rect(left, top, picture.cols(), picture.rows()));
            picture.copyTo(place);
            place.release();
            write(sheet, captions.get(i), left, top + picture.rows() + LINE - 6, width);
        }
        return sheet;
    }

    private static void write(Mat sheet, String text, int left, int baseline, int width) {
        Size size = Imgproc.getTextSize(text, FONT, LARGEST_TEXT, 1, new int[1]);
        double scale = LARGEST_TEXT * Math.min(1, width / Math.max(1, size.width));
        Imgproc.putText(sheet, text, new Point(left, baseline), FONT, scale, INK, 1, Imgproc.LINE_AA);
    }
}
