package dev.danmaku.standalone;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The flags of every command that watches rooms for a cluster. */
final class WorkerFlags {
    private static final String SLOTS = "danmaku.worker.slots";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where events are stored (danmaku.data-dir).")
    private @Nullable String data;

    @ArgGroup
    private HowMany howMany = new HowMany();

    /** One of them. */
    static final class HowMany {
        @Option(
                names = "--slots",
                paramLabel = "N|MIN..MAX",
                description =
                        "Rooms watched at once, or as many between two bounds as it bears (danmaku.worker.slots).")
        private @Nullable String slots;

        @Option(
                names = "--autoscale",
                paramLabel = "MAX,MIN",
                converter = Bounds.class,
                description =
                        "The same as --slots=MIN..MAX, said as Celery does; MIN is 1 unless told.")
        private @Nullable String autoscale;
    }

    /** {@code 10,3} is {@code 3..10}, {@code 10} is {@code 1..10}. */
    static final class Bounds implements ITypeConverter<String> {
        private static final Pattern MAX_AND_MIN =
                Pattern.compile("([0-9]{1,9})(?:\\s*,\\s*([0-9]{1,9}))?");

        @Override
        public String convert(String text) {
            var numbers = MAX_AND_MIN.matcher(text.strip());
            if (!numbers.matches()) {
                throw new TypeConversionException(
                        "'%s' is not MAX,MIN, such as 2000,200".formatted(text));
            }
            var max = Integer.parseInt(numbers.group(1));
            var min = numbers.group(2) == null ? 1 : Integer.parseInt(numbers.group(2));
            if (min > max) {
                throw new TypeConversionException(
                        "the upper bound comes first, as in %d,%d".formatted(min, max));
            }
            return min + ".." + max;
        }
    }

    /** By setting key; null where the flag was not given. */
    Map<String, @Nullable String> settings() {
        var settings = new LinkedHashMap<String, @Nullable String>();
        settings.put("danmaku.data-dir", data);
        settings.put(SLOTS, howMany.slots == null ? howMany.autoscale : howMany.slots);
        return settings;
    }
}
