package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.jsonl.DayName.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lay in a room's folder when it was looked at.
 *
 * @param files with their bytes; by day, and a day's in the order in which they are to be read
 * @param strangers names of no file of ours
 */
record RoomFolder(Path path, NavigableMap<DayName, Long> files, int strangers) {
    private static final Comparator<DayName> IN_ORDER = Comparator.comparing(DayName::day)
            .thenComparing(DayName::kind)
            .thenComparing(DayName::after);

    /** One that is not there is empty. */
    static RoomFolder look(Path path) throws IOException {
        var files = new TreeMap<DayName, Long>(IN_ORDER);
        var strangers = 0;
        for (var text : names(path)) {
            var name = DayName.parse(text);
            var bytes = name.isEmpty() ? null : bytes(path.resolve(text));
            if (bytes != null) {
                files.put(name.orElseThrow(), bytes);
            } else {
                strangers++;
            }
        }
        return new RoomFolder(path, files, strangers);
    }

    /** The folders of all rooms of all platforms. */
    static List<Path> all(Path events) throws IOException {
        var all = new ArrayList<Path>();
        for (var platform : Platform.values()) {
            all.addAll(all(events, platform));
        }
        return all;
    }

    /** Those whose names are rooms of the platform. */
    static List<Path> all(Path events, Platform platform) throws IOException {
        var folder = events.resolve(platform.label());
        return names(folder).stream()
                .filter(name -> isRoom(platform, name))
                .map(folder::resolve)
                .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static boolean isRoom(Platform platform, String name) {
        try {
            var _ = new RoomId(platform, name);
            return true;
        } catch (BadRoomId e) {
            return false;
        }
    }

    /** The names in a folder, sorted; none if there is no such folder. */
    static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Null if it is no file, or gone. */
    private static @Nullable Long bytes(Path path) throws IOException {
        try {
            var attributes = Files.readAttributes(
                    path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? attributes.size() : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    Path path(DayName name) {
        return path.resolve(name.toString());
    }

    long bytes(DayName name) {
        return files.getOrDefault(name, 0L);
    }

    /** Those that hold events which no other holds, in the order in which they are to be read. */
    Stream<DayName> readable() {
        return files.keySet().stream()
                .filter(name -> !name.kind().underWay())
                .filter(name -> name.kind() != Kind.ASIDE || !isTakenIn(name));
    }

    /** The file that what is compressed of a day goes to, if there is one. */
    Optional<DayName> compressed(LocalDate day) {
        return Stream.of(Kind.ZSTD, Kind.GZIP)
                .map(kind -> DayName.of(day, kind))
                .filter(files::containsKey)
                .findFirst();
    }

    /** Whether the events of a file that was set aside are in the compressed one, too: that is new, or has grown. */
    boolean isTakenIn(DayName aside) {
        var compressed = compressed(aside.day());
        return compressed.isPresent() && bytes(compressed.get()) != aside.after();
    }
}
