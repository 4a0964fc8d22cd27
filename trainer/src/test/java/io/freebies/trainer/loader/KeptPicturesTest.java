package io.freebies.trainer.loader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.freebies.image.Pictures;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptPicturesTest {
    private static final int PICTURES = 4;
    private static final int BYTES_OF_FIRST = 60 * 80 * 3;

    private final List<Integer> decoded = new ArrayList<>();

    @ParameterizedTest(name = "room for {0} bytes: {1} decodings")
    @CsvSource({"0, 12", "14400, 10", "1000000, 4"})
    void readsTheSameAndDecodesOnlyWhatHasNoRoom(long mostBytes, int decodings) {
        assertEquals(14400, BYTES_OF_FIRST);
        PictureSource plain = new DrawnPictures(PICTURES);
        PictureSource kept = new KeptPictures(new Noting(plain), mostBytes);
        for (int round = 0; round < 3; round++) {
            for (int index = 0; index < PICTURES; index++) {
                TrainingPicture expected = plain.read(index);
                TrainingPicture read = kept.read(index);
                assertArrayEquals(Pictures.bytes(expected.pixels()), Pictures.bytes(read.pixels()));
                assertEquals(expected.objects(), read.objects());
                assertEquals(expected.window(), read.window());
                read.pixels().release();
            }
        }
        assertEquals(decodings, decoded.size());
    }

    private final class Noting implements PictureSource {
        private final PictureSource source;

        Noting(PictureSource source) {
            this.source = source;
        }

        @Override
        public int size() {
            return source.size();
        }

        @Override
        public TrainingPicture read(int index) {
            decoded.add(index);
            return source.read(index);
        }
    }
}
