package io.freebies.trainer.schedule;

/** The seam for the size of the network's input, one for a whole batch. */
public interface InputSize {
    /** The baseline: always the same. */
    static InputSize fixed(int size) {
        return new InputSize() {
            @Override
            public int at(int epoch, int batch) {
                return size;
            }

            @Override
            public int largest() {
                return size;
            }
        };
    }

    /**
     * Side in pixels, a multiple of 32.
     *
     * @param epoch counted from 0
     * @param batch counted from 0 within the epoch
     */
    int at(int epoch, int batch);

    /** The largest that may come: what memory must suffice for. */
    int largest();
}
