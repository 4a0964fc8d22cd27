package io.freebies.trainer.loader;

import io.freebies.box.Box;
import io.freebies.image.OpenCv;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.List;
import java.util.SplittableRandom;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Small pictures of one or two plain rectangles, different for every index. */
public record DrawnPictures(int size) implements PictureSource {
    /** Loads the natives once. */
    public DrawnPictures {
        OpenCv.load();
    }

    @Override
    public TrainingPicture read(int index) {
        SplittableRandom random = new SplittableRandom(index);
        Mat pixels = new Mat(60 + index, 80, CvType.CV_8UC3, new Scalar(10 * index % 200, 90, 30));
        Rect rect = new Rect(random.nextInt(30), random.nextInt(20), 20 + random.nextInt(20), 15 + random.nextInt(20));
        Imgproc.rectangle(pixels, rect, new Scalar(250, 200, 20), Imgproc.FILLED);
        Box box = new Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
        return new TrainingPicture(pixels, List.of(new TrainingObject(box, index % 3, 1)));
    }
}
