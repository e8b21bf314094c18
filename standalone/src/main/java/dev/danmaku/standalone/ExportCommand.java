package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.transfer.Moments;
import dev.danmaku.standalone.transfer.Reason;
import dev.danmaku.standalone.transfer.WholeFile;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.export.ExportFormat;
import dev.danmaku.store.export.FileNames;
import dev.danmaku.store.export.Recording;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A room's events from the store to a file. */
@Command(
        name = "export",
        description = {
            "Writes a room's events from the store to a file, as a whole or not at all.",
            "Times are 2026-11-20, 2026-11-20T12:00:00 (of this machine's zone), 2026-11-20T12:00:00+08:00 or Unix milliseconds."
        },
        footer = {
            "",
            "Exit codes: 0 written; 1 failed; 2 wrong usage or settings, or there is no store;"
                    + " 3 the room has no such events: no file; 130 interrupted: no file."
        })
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    private final Shell shell;

    @Parameters(
            paramLabel = "ROOM",
            description = "platform:id, e.g. kuaishou:3xabcdef or ks:3xabcdef.")
    private String room = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "jsonl (all there is), csv, xml (Bilibili's, for danmaku players and converters) or ass (subtitles);"
                            + " unless told what the file's name ends in, else jsonl.")
    private @Nullable String format;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment; all unless told.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The end, itself not included; all unless told.")
    private @Nullable String to;

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            description = "These types of events only, e.g. chat,superchat.")
    private Set<String> types = new HashSet<>();

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description =
                    "xml, ass: when the recording began, the moment 0; --from unless told, else the first event.")
    private @Nullable String start;

    @Option(
            names = "--offset",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "xml, ass: added to all times: 2.5 shows everything later, -1m earlier, what then lies before 0 is left out.")
    private String offset = "0";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "The file; - is standard output; unless told platform-room-from.format in the working folder.")
    private @Nullable String output;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Mixin
    private StoreFlags flags = new StoreFlags();

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var id = RoomId.parse(room);
        var chosen = format();
        var query = query(id, chosen);
        var recording = new Recording(
                id.platform(),
                id.id(),
                start != null
                        ? (Long) moment("--start", start)
                        : from == null ? null : (Long) query.from(),
                Moments.parseOffset("--offset", offset));
        var settings = flags.load(shell).store();
        requireStore(settings);
        var target = target();
        if (target != null) {
            check(target);
        }
        try (var store = EventStore.open(settings);
                var events = store.reader().stream(query)) {
            if (!events.hasNext()) {
                return told(
                        Exit.NO_EVENTS,
                        "%s has no such events in %s".formatted(id, name(settings)));
            }
            var export = new Exporting(shell, store.reader(), query, chosen, recording);
            var first = events.next();
            if (STANDARD_OUTPUT.equals(output)) {
                return export.toStandardOutput(first, events);
            }
            if (target == null) {
                var named = FileNames.of(
                        id.platform(), id.id(), from == null ? first.at() : query.from(), chosen);
                target = shell.folder().resolve(named);
                check(target);
            }
            return export.toFile(first, events, target, force);
        }
    }

    private ExportFormat format() {
        var name = output == null ? "" : output;
        var ending = name.substring(name.lastIndexOf('.') + 1);
        if (format == null) {
            return ExportFormat.find(ending).orElse(ExportFormat.JSONL);
        }
        return ExportFormat.find(format)
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no format; there are %s"
                        .formatted(
                                format,
                                Stream.of(ExportFormat.values())
                                        .map(ExportFormat::label)
                                        .collect(Collectors.joining(", ")))));
    }

    private EventQuery query(RoomId id, ExportFormat chosen) {
        var begin = from == null ? 0 : moment("--from", from);
        var end = to == null ? Long.MAX_VALUE : moment("--to", to);
        if (begin >= end) {
            throw new IllegalArgumentException("--from lies before --to");
        }
        var wanted = new HashSet<>(types.isEmpty() ? chosen.types() : types);
        if (!chosen.types().isEmpty()) {
            wanted.retainAll(chosen.types());
            if (wanted.isEmpty()) {
                throw new IllegalArgumentException("%s has a place for %s only"
                        .formatted(
                                chosen.label(),
                                String.join(
                                        ", ", chosen.types().stream().sorted().toList())));
            }
        }
        return EventQuery.between(begin, end).in(id).types(wanted.toArray(String[]::new));
    }

    private static long moment(String flag, String text) {
        return Moments.parse(flag, text, ZoneId.systemDefault());
    }

    /** An export makes no database. */
    private static void requireStore(StoreSettings settings) {
        if (settings.place() instanceof StorePlace.Sqlite(var file) && !Files.exists(file)) {
            throw new IllegalArgumentException(
                    "there is no store %s: name another with --store, fill one with danmaku import DATA/events,"
                                    .formatted(file.toAbsolutePath().normalize())
                            + " or let workers write one (danmaku.sinks.enabled=jsonl,store)");
        }
    }

    private static String name(StoreSettings settings) {
        return switch (settings.place()) {
            case StorePlace.Sqlite(var file) -> "the store " + file;
            case StorePlace.Postgres server ->
                "the store %s on %s"
                        .formatted(server.database(), server.addresses().getFirst());
        };
    }

    private @Nullable Path target() {
        return output == null || output.equals(STANDARD_OUTPUT)
                ? null
                : shell.folder().resolve(Objects.requireNonNull(output));
    }

    private void check(Path target) {
        try {
            WholeFile.check(target, force);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot write %s: %s".formatted(target, Reason.of(e)), e);
        }
    }

    private int told(int code, String sentence) {
        shell.err().println("danmaku: " + sentence);
        return code;
    }
}
