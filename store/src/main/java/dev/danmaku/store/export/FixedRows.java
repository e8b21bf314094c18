package dev.danmaku.store.export;

/** The rows of a screen on which texts stand still. One that finds none free waits for the first that will be, but not for long. */
final class FixedRows {
    private final long[] busyUntil;
    private final long patienceMillis;

    FixedRows(int count, long patienceMillis) {
        this.busyUntil = new long[count];
        this.patienceMillis = patienceMillis;
    }

    /** @param begin milliseconds into the recording; -1 where no row is free soon enough */
    record Place(int row, long begin) {
        boolean isNone() {
            return begin < 0;
        }
    }

    Place take(long at, long millis) {
        var row = 0;
        for (var i = 1; i < busyUntil.length; i++) {
            if (busyUntil[row] > at && busyUntil[i] < busyUntil[row]) {
                row = i;
            }
        }
        var begin = Math.max(at, busyUntil[row]);
        if (begin - at > patienceMillis) {
            return new Place(row, -1);
        }
        busyUntil[row] = begin + millis;
        return new Place(row, begin);
    }
}
