package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;

import dev.danmaku.config.RedisSettings;
import dev.danmaku.config.RedisSinkSettings;
import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.Pseudonyms;
import dev.danmaku.event.User;
import dev.danmaku.output.LiveTail;
import dev.danmaku.room.Platform;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventStore;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.sink.redis.RedisOutput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.StreamEntryID;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** {@code danmaku erase}: a person goes from everywhere that events are kept, and nothing else does. */
@RequiresRedis
class EraseTest {
    private static final long NOON = 1_795_262_400_000L;
    private static final User GONE = User.of("42", "张三");
    private static final User OTHER = User.of("421", "b");

    @TempDir
    Path folder;

    private final TestRedis redis;

    EraseTest(TestRedis redis) {
        this.redis = redis;
    }

    private static Event event(int n, EventBody body) {
        return new Event(
                Platform.BILIBILI, "7", NOON + n, NOON + n, "id:" + n, null, null, body, null);
    }

    private static Chat chat(User user, String text, String replyTo) {
        return new Chat(user, text, null, null, replyTo);
    }

    /** Theirs: 1, 2 and 6. Naming them: 3 and 4. */
    private static final List<Event> EVENTS = List.of(
            event(0, chat(OTHER, "hello", null)),
            event(1, chat(GONE, "hi", null)),
            event(2, new Like(GONE, 3)),
            event(3, chat(OTHER, "yes", "张三")),
            event(4, new Rank(List.of(new Ranked(GONE, 9L), new Ranked(OTHER, 8L)), "gifts")),
            event(5, chat(OTHER, "42", null)),
            event(6, chat(GONE, "bye", null)));

    private static final List<String> LEFT = List.of(
            json(EVENTS.get(0)),
            json(event(3, chat(OTHER, "yes", null))),
            json(event(4, new Rank(List.of(new Ranked(OTHER, 8L)), "gifts"))),
            json(EVENTS.get(5)));

    private static String json(Event event) {
        return EventJson.toJson(event);
    }

    private static String lines() {
        var text = new StringBuilder();
        EVENTS.forEach(event -> text.append(json(event)).append('\n'));
        return text.toString();
    }

    private Path write(String name) throws IOException {
        var file = folder.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        try (var out = compressed(Files.newOutputStream(file), name)) {
            out.write(lines().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static OutputStream compressed(OutputStream out, String name) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(out);
        }
        return name.endsWith(".zst") ? new ZstdOutputStream(out) : out;
    }

    private static List<String> read(Path file) throws IOException {
        var lines = new ArrayList<String>();
        try (var in = Files.newInputStream(file)) {
            var plain = file.toString().endsWith(".gz")
                    ? new GZIPInputStream(in)
                    : file.toString().endsWith(".zst") ? new ZstdInputStream(in) : in;
            new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add);
        }
        return lines;
    }

    private Console erase(String user, String... more) {
        return eraseWith(redis.uri().toString(), user, more);
    }

    private Console eraseWith(String redisUrl, String user, String... more) {
        var arguments = new ArrayList<>(List.of(
                "erase",
                "--user",
                user,
                "--data",
                folder.resolve("data").toString(),
                "--redis",
                redisUrl));
        arguments.addAll(List.of(more));
        return Console.run(folder, arguments.toArray(String[]::new));
    }

    @Test
    void aPersonGoesFromFilesSpoolsStoreAndStreamsAndNothingElseDoes() throws Exception {
        var plain = write("events/bilibili/7/2026-11-21.jsonl");
        var gzip = write("events/bilibili/7/2026-11-19.jsonl.gz");
        var zstd = write("events/bilibili/7/2026-11-20.jsonl.zst");
        var elsewhere = write("events/douyu/7/2026-11-20.jsonl.zst");
        var spooled = write("spool/store/some-worker/00000000000000000001.jsonl");
        var place = new StorePlace.Sqlite(folder.resolve("data").resolve("events.db"));
        try (var store = EventStore.open(StoreSettings.at(place))) {
            store.writer().write(EVENTS);
        }
        try (var tail = new RedisOutput(
                RedisSinkSettings.DEFAULTS, RedisSettings.parse(redis.uri().toString()))) {
            tail.write(EVENTS);
        }
        var before = Files.readAllBytes(elsewhere);

        var erased = erase("bilibili:42");

        assertThat(erased.exitCode()).as(erased.err()).isZero();
        assertThat(erased.out())
                .contains(
                        "the event files: 9 events deleted, 6 of others changed in 3 files",
                        "the store: 3 events deleted, 2 of others changed",
                        "the spools: 3 events deleted, 2 of others changed",
                        "the live tails: 5 events deleted");
        for (var file : List.of(plain, gzip, zstd, spooled)) {
            assertThat(read(file)).as("%s", file).isEqualTo(LEFT);
            assertThat(read(file)).allSatisfy(EventParser::parse);
        }
        assertThat(Files.readAllBytes(elsewhere)).isEqualTo(before);
        try (var store = EventStore.open(StoreSettings.at(place));
                var events = store.reader().stream(EventQuery.all())) {
            var left = new ArrayList<String>();
            events.forEachRemaining(event -> left.add(json(event)));
            assertThat(left).isEqualTo(LEFT);
        }
        try (var jedis = redis.connect()) {
            assertThat(jedis.xrange(
                            LiveTail.key(Platform.BILIBILI, "7"), (StreamEntryID) null, null))
                    .extracting(entry -> entry.getFields().get(LiveTail.FIELD))
                    .containsExactly(json(EVENTS.get(0)), json(EVENTS.get(5)));
        }
        assertThat(erase("bilibili:42").out())
                .as("a second time there is nothing to do")
                .contains("the event files: 0 events deleted, 0 of others changed in 3 files");
    }

    @Test
    void apartFromTheirIdTheirPseudonymGoesToo() throws IOException {
        var key = "--danmaku.sinks.pseudonym-key=a key of an operator";
        var hidden = new Pseudonyms("a key of an operator");
        var file = folder.resolve("data/events/bilibili/7/2026-11-21.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, json(hidden.of(EVENTS.get(1))) + "\n" + json(EVENTS.get(0)) + "\n");

        erase("bilibili:42", key);

        assertThat(read(file)).containsExactly(json(EVENTS.get(0)));
    }

    @Test
    void whatCannotBeReachedIsToldAndTheOthersAreDone() throws IOException {
        var file = write("events/bilibili/7/2026-11-21.jsonl");

        var erased = eraseWith("redis://127.0.0.1:1", "bilibili:42");

        assertThat(erased.exitCode()).isEqualTo(Exit.FAILED);
        assertThat(erased.err()).contains("the live tails could not be changed");
        assertThat(erased.out()).contains("the store: there is none");
        assertThat(read(file)).isEqualTo(LEFT);
        assertThat(folder.resolve("data/events.db")).doesNotExist();
    }

    @Test
    void aUserWithoutAPlatformIsAMistake() {
        assertThat(erase("42").err()).contains("--user is platform:id", "'42'");
        assertThat(erase("42").exitCode()).isEqualTo(Exit.USAGE);
        assertThat(erase("twitch:42").exitCode()).isEqualTo(Exit.USAGE);
    }
}
