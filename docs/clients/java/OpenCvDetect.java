import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect2d;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * OpenCvDetect MODEL.onnx PICTURE ...: OpenCV's own inference; the model was exported with {@code --profile decoded}, since
 * OpenCV's importer has no suppression.
 */
class OpenCvDetect {
    /** @param box x, y, width and height in pixels of the input */
    record Candidate(int label, double score, Rect2d box) {}

    public static void main(String[] args) throws Exception {
        OpenCV.loadLocally();
        OnnxMetadata model = OnnxMetadata.of(Path.of(args[0]));
        Net net = Dnn.readNetFromONNX(args[0]);
        for (String file : List.of(args).subList(1, args.length)) {
            Mat picture = Imgcodecs.imread(file);
            Mat small = new Mat();
            Size size = new Size(model.side(), model.side());
            Imgproc.resize(picture, small, size, 0, 0, Imgproc.INTER_AREA);
            net.setInput(Dnn.blobFromImage(small, 1 / 255.0, size, Scalar.all(0), true));
            Mat output = net.forward();
            double x = picture.width() / size.width;
            double y = picture.height() / size.height;
            for (Candidate found : suppressed(candidates(output.reshape(1, output.size(1)), model), model)) {
                Rect2d box = found.box();
                System.out.printf(Locale.ROOT, "%s %.6f %.4f %.4f %.4f %.4f%n", model.names().get(found.label()),
                        found.score(), Detect.within(x * box.x, picture.width()),
                        Detect.within(y * box.y, picture.height()),
                        Detect.within(x * (box.x + box.width), picture.width()),
                        Detect.within(y * (box.y + box.height), picture.height()));
            }
        }
    }

    /** The best pairs of a box and a class, from rows of centres, sizes and scores by class. */
    static List<Candidate> candidates(Mat output, OnnxMetadata model) {
        Mat scores = output.rowRange(4, output.rows());
        Mat good = new Mat();
        Core.compare(scores, Scalar.all(model.suppression("scoreThreshold")), good, Core.CMP_GT);
        Mat places = new Mat();
        Core.findNonZero(good, places);
        return IntStream.range(0, places.rows())
                .mapToObj(i -> places.get(i, 0))
                .map(place -> candidate(output, (int) place[0], (int) place[1]))
                .sorted((a, b) -> Double.compare(b.score(), a.score()))
                .limit((long) model.suppression("candidates"))
                .toList();
    }

    private static Candidate candidate(Mat output, int prediction, int label) {
        double[] at = IntStream.range(0, 4).mapToDouble(i -> output.get(i, prediction)[0]).toArray();
        Rect2d box = new Rect2d(at[0] - at[2] / 2, at[1] - at[3] / 2, at[2], at[3]);
        return new Candidate(label, output.get(4 + label, prediction)[0], box);
    }

    /** Those that no better one of their class overlaps too much. */
    static List<Candidate> suppressed(List<Candidate> byScore, OnnxMetadata model) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : byScore) {
            if (kept.size() < model.suppression("maxDetections")
                    && kept.stream().noneMatch(better -> better.label() == candidate.label()
                            && overlap(better.box(), candidate.box()) > model.suppression("iouThreshold"))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static double overlap(Rect2d a, Rect2d b) {
        double width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        double height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        double both = Math.max(0, width) * Math.max(0, height);
        return both / (a.area() + b.area() - both);
    }
}
