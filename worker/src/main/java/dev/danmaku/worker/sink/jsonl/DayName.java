package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a day's file in its room's folder.
 *
 * <pre>
 *    2026-11-21.jsonl              written to
 *    2026-11-21.jsonl.after-4711   set aside to be compressed; what comes before it is compressed and has 4711 bytes
 *    2026-11-21.jsonl.zst          compressed; .gz too
 *    2026-11-21.jsonl.zst.tmp      being made
 * </pre>
 *
 * @param after bytes of the compressed file that one set aside belongs behind; 0 where there was none, and for all other kinds
 */
record DayName(LocalDate day, Kind kind, long after) {
    private static final Pattern NAME = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})\\.jsonl(\\.[a-z]+(?:\\.tmp)?)?(?:-([0-9]{1,18}))?");

    /** In the order in which a day's files are to be read. */
    enum Kind {
        GZIP(".gz"),
        ZSTD(".zst"),
        ASIDE(".after"),
        PLAIN(""),
        GZIP_UNDER_WAY(".gz.tmp"),
        ZSTD_UNDER_WAY(".zst.tmp");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        boolean compressed() {
            return this == GZIP || this == ZSTD;
        }

        boolean underWay() {
            return this == GZIP_UNDER_WAY || this == ZSTD_UNDER_WAY;
        }

        Kind begun() {
            return switch (this) {
                case GZIP -> GZIP_UNDER_WAY;
                case ZSTD -> ZSTD_UNDER_WAY;
                case ASIDE, PLAIN, GZIP_UNDER_WAY, ZSTD_UNDER_WAY ->
                    throw new IllegalArgumentException(this + " is made in no steps");
            };
        }
    }

    static DayName of(LocalDate day, Kind kind) {
        return new DayName(day, kind, 0);
    }

    static DayName aside(LocalDate day, long after) {
        return new DayName(day, Kind.ASIDE, after);
    }

    /** Empty if it is the name of no file of ours. */
    static Optional<DayName> parse(String name) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var suffix = matcher.group(2) == null ? "" : matcher.group(2);
        for (var kind : Kind.values()) {
            if (kind.suffix.equals(suffix) && (kind == Kind.ASIDE) == (matcher.group(3) != null)) {
                return day(matcher.group(1))
                        .map(day -> new DayName(day, kind, number(matcher.group(3))));
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    @Override
    public String toString() {
        return day + ".jsonl" + kind.suffix + (kind == Kind.ASIDE ? "-" + after : "");
    }
}
