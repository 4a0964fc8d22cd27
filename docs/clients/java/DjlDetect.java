import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.output.BoundingBox;
import ai.djl.modality.cv.output.DetectedObjects.DetectedObject;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Rectangle;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** DjlDetect MODEL.onnx PICTURE ...: DJL's engine for ONNX Runtime; the model was exported with {@code --profile nms}. */
class DjlDetect {
    public static void main(String[] args) throws Exception {
        Criteria<Image, DetectedObjects> criteria = Criteria.builder()
                .setTypes(Image.class, DetectedObjects.class)
                .optEngine("OnnxRuntime")
                .optModelPath(Path.of(args[0]))
                .optTranslator(new DetectorTranslator(OnnxMetadata.of(Path.of(args[0]))))
                .build();
        try (ZooModel<Image, DetectedObjects> model = criteria.loadModel();
                Predictor<Image, DetectedObjects> predictor = model.newPredictor()) {
            for (String file : List.of(args).subList(1, args.length)) {
                Image picture = ImageFactory.getInstance().fromFile(Path.of(file));
                for (DetectedObject found : predictor.predict(picture).<DetectedObject>items()) {
                    Rectangle box = found.getBoundingBox().getBounds();
                    double x = box.getX() * picture.getWidth();
                    double y = box.getY() * picture.getHeight();
                    System.out.printf(Locale.ROOT, "%s %.6f %.4f %.4f %.4f %.4f%n", found.getClassName(),
                            found.getProbability(), Detect.within(x, picture.getWidth()),
                            Detect.within(y, picture.getHeight()),
                            Detect.within(x + box.getWidth() * picture.getWidth(), picture.getWidth()),
                            Detect.within(y + box.getHeight() * picture.getHeight(), picture.getHeight()));
                }
            }
        }
    }

    /** Boxes are in fractions of the picture, as DJL has them. */
    record DetectorTranslator(OnnxMetadata model) implements NoBatchifyTranslator<Image, DetectedObjects> {
        @Override
        public NDList processInput(TranslatorContext context, Image picture) {
            int side = model.side();
            float[] pixels = Detect.shrunk((BufferedImage) picture.getWrappedImage(), side);
            return new NDList(context.getNDManager().create(pixels, new Shape(1, 3, side, side)));
        }

        @Override
        public DetectedObjects processOutput(TranslatorContext context, NDList list) {
            float[] rows = list.get(0).toFloatArray();
            List<String> names = new ArrayList<>();
            List<Double> scores = new ArrayList<>();
            List<BoundingBox> boxes = new ArrayList<>();
            double side = model.side();
            for (int row = 0; row < rows.length; row += 6) {
                if (rows[row + 4] > model.suppression("scoreThreshold")) {
                    names.add(model.names().get((int) rows[row + 5]));
                    scores.add((double) rows[row + 4]);
                    boxes.add(new Rectangle(rows[row] / side, rows[row + 1] / side,
                            (rows[row + 2] - rows[row]) / side, (rows[row + 3] - rows[row + 1]) / side));
                }
            }
            return new DetectedObjects(names, scores, boxes);
        }
    }
}
