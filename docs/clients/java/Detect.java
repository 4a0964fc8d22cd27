import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** java -cp onnxruntime.jar Detect.java MODEL.onnx PICTURE ...: needs ONNX Runtime and nothing else. */
class Detect {
    public static void main(String[] args) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(args[0])) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            List<String> names = Pattern.compile("\\d+: '([^']*)'").matcher(metadata.get("names")).results()
                    .map(name -> name.group(1)).toList();
            int side = Integer.parseInt(metadata.get("imgsz").replaceAll("\\D+(\\d+).*", "$1"));
            double threshold = Double.parseDouble(
                    metadata.get("freebies.spec").replaceAll(".*\"scoreThreshold\":([^,]+).*", "$1"));
            for (String file : List.of(args).subList(1, args.length)) {
                BufferedImage picture = ImageIO.read(new File(file));
                FloatBuffer pixels = FloatBuffer.wrap(shrunk(picture, side));
                try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels, new long[] {1, 3, side, side});
                        OrtSession.Result result = session.run(Map.of("images", images))) {
                    for (float[] box : ((float[][][]) result.get(0).getValue())[0]) {
                        if (box[4] > threshold) {
                            double x = (double) picture.getWidth() / side;
                            double y = (double) picture.getHeight() / side;
                            System.out.printf(Locale.ROOT, "%s %.6f %.4f %.4f %.4f %.4f%n", names.get((int) box[5]),
                                    box[4], within(x * box[0], picture.getWidth()), within(y * box[1], picture.getHeight()),
                                    within(x * box[2], picture.getWidth()), within(y * box[3], picture.getHeight()));
                        }
                    }
                }
            }
        }
    }

    static double within(double place, int end) {
        return Math.max(0, Math.min(place, end));
    }

    /** RGB planes of side x side pixels from 0 to 1, each the mean of the area that it covers, rounded to 1/255. */
    static float[] shrunk(BufferedImage picture, int side) {
        float[] planes = new float[3 * side * side];
        double width = (double) picture.getWidth() / side;
        double height = (double) picture.getHeight() / side;
        float share = (float) (1 / (width * height));
        for (int i = 0; i < side * side; i++) {
            double[] sum = new double[3];
            double left = i % side * width;
            double top = i / side * height;
            for (int y = (int) top; y < Math.min(top + height, picture.getHeight()); y++) {
                for (int x = (int) left; x < Math.min(left + width, picture.getWidth()); x++) {
                    double area = (Math.min(x + 1, left + width) - Math.max(x, left))
                            * (Math.min(y + 1, top + height) - Math.max(y, top));
                    for (int c = 0; c < 3; c++) {
                        sum[c] += area * (picture.getRGB(x, y) >> (16 - 8 * c) & 255);
                    }
                }
            }
            for (int c = 0; c < 3; c++) {
                planes[c * side * side + i] = (float) (Math.rint((float) sum[c] * share) / 255);
            }
        }
        return planes;
    }
}
