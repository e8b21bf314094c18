package dev.danmaku.simulator.room;

/**
 * The part of a room's chat that a socket hears, where a platform cuts big rooms in slices by who speaks. All else that
 * happens is heard in every slice.
 *
 * @param number from 0 on
 * @param of how many slices there are
 */
public record Slice(int number, int of) {
    public static final Slice ALL = new Slice(0, 1);

    public Slice {
        if (of < 1 || number < 0 || number >= of) {
            throw new IllegalArgumentException("there is no slice %d of %d".formatted(number, of));
        }
    }

    Push of(Push push) {
        return of == 1
                ? push
                : new Push(
                        push.counters(),
                        push.occurrences().stream().filter(this::holds).toList());
    }

    private boolean holds(Occurrence occurrence) {
        return !(occurrence instanceof Occurrence.Chat chat) || chat.from().number() % of == number;
    }
}
