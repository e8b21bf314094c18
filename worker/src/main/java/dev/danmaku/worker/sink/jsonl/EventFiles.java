package dev.danmaku.worker.sink.jsonl;

import com.github.luben.zstd.ZstdInputStream;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.jsonl.DayName.Kind;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files that the sink {@code jsonl} leaves in {@code events/<platform>/<room>/}, for those who read them: sorted by platform, room
 * and day, and within a day in the order in which their events were written. What has another name is skipped and counted. Links are
 * not followed below a platform's folder.
 *
 * <p>Workers may write meanwhile, and a {@link JsonlHousekeeper} may compress and drop: a file that was listed may then be gone when it is
 * opened ({@link NoSuchFileException}), its events in another. Who must see each event exactly once, or changes files, takes the {@link
 * HousekeepingTurn} first: while it is held, files only grow and new plain ones appear.
 */
public final class EventFiles {
    private static final int BUFFER_BYTES = 64 * 1024;
    /** Of the folder itself; no file of events. */
    private static final List<String> OURS = List.of(HousekeepingTurn.FILE, WriteTurn.FILE);

    private final Path events;
    private final AtomicLong skipped = new AtomicLong();

    private EventFiles(Path events) {
        this.events = events;
    }

    /** @param dataFolder as {@code danmaku.data-dir}; one without events has no files */
    public static EventFiles of(Path dataFolder) {
        return new EventFiles(JsonlSink.events(dataFolder));
    }

    /** How many names were met so far that are no platform, room or day. */
    public long skipped() {
        return skipped.get();
    }

    /**
     * All files of all rooms, a room's at a time in memory.
     *
     * @throws UncheckedIOException from the stream, if a folder cannot be read
     */
    public Stream<EventFile> all() throws IOException {
        return platforms().stream()
                .flatMap(platform -> unchecked(() -> rooms(platform)).stream())
                .flatMap(room -> unchecked(() -> files(room)).stream());
    }

    /** Those that have a folder, by name. */
    public List<Platform> platforms() throws IOException {
        var found = new ArrayList<Platform>();
        for (var name : RoomFolder.names(events)) {
            var platform = Arrays.stream(Platform.values())
                    .filter(p -> p.label().equals(name))
                    .findFirst();
            if (platform.isPresent()) {
                found.add(platform.get());
            } else if (!OURS.contains(name)) {
                skipped.incrementAndGet();
            }
        }
        return found;
    }

    /** Those that have a folder, by id. */
    public List<RoomId> rooms(Platform platform) throws IOException {
        var folders = RoomFolder.all(events, platform);
        skipped.addAndGet(
                RoomFolder.names(events.resolve(platform.label())).size() - folders.size());
        return folders.stream()
                .map(folder -> new RoomId(platform, folder.getFileName().toString()))
                .toList();
    }

    /** A room's, the oldest first. */
    public List<EventFile> files(RoomId room) throws IOException {
        var folder = RoomFolder.look(folder(room));
        skipped.addAndGet(folder.strangers());
        return folder.readable()
                .map(name -> new EventFile(
                        room, name.day(), form(name.kind()), folder.path(name), folder.bytes(name)))
                .toList();
    }

    private static EventFile.Form form(Kind kind) {
        return switch (kind) {
            case GZIP -> EventFile.Form.GZIP;
            case ZSTD -> EventFile.Form.ZSTD;
            case ASIDE, PLAIN -> EventFile.Form.PLAIN;
            case GZIP_UNDER_WAY, ZSTD_UNDER_WAY ->
                throw new IllegalArgumentException("is not there yet");
        };
    }

    private Path folder(RoomId room) {
        return events.resolve(room.platform().label()).resolve(room.id());
    }

    /**
     * Reads a file from its beginning.
     *
     * @throws NoSuchFileException if it is gone meanwhile
     */
    public EventLines open(EventFile file) throws IOException {
        return new EventLines(bytes(file));
    }

    /** Its bytes as they were written, that is, decompressed. */
    private static InputStream bytes(EventFile file) throws IOException {
        var raw = new BufferedInputStream(
                Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS), BUFFER_BYTES);
        try {
            return switch (file.form()) {
                case PLAIN -> raw;
                case GZIP -> new GZIPInputStream(raw, BUFFER_BYTES);
                case ZSTD -> new ZstdInputStream(raw);
            };
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
