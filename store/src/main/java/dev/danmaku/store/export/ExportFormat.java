package dev.danmaku.store.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats that there are. */
public enum ExportFormat {
    /** All there is: the public schema, one event a line. */
    JSONL(Set.of()) {
        @Override
        public ExportWriter open(OutputStream target, Recording recording) {
            return new JsonlExport(target);
        }
    },
    /** For spreadsheets and statistics. */
    CSV(Set.of()) {
        @Override
        public ExportWriter open(OutputStream target, Recording recording) throws IOException {
            return new CsvExport(target);
        }
    },
    /** Bilibili's, with what its recorders added: for danmaku players and converters. */
    XML(Set.of("chat", "superchat", "gift", "membership")) {
        @Override
        public ExportWriter open(OutputStream target, Recording recording) throws IOException {
            return new XmlExport(target, recording);
        }
    },
    /** Subtitles that scroll, for video players. */
    ASS(Set.of("chat", "superchat")) {
        @Override
        public ExportWriter open(OutputStream target, Recording recording) throws IOException {
            return new AssExport(target, recording);
        }
    };

    private final Set<String> types;

    ExportFormat(Set<String> types) {
        this.types = types;
    }

    /** The types of events that it has a place for; empty for all. */
    public Set<String> types() {
        return types;
    }

    /** As people write it, and how its files end: {@code jsonl}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its label. */
    public static Optional<ExportFormat> find(String label) {
        return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
    }

    /** Begins a file. */
    public abstract ExportWriter open(OutputStream target, Recording recording) throws IOException;
}
