package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.config.StorePlace;
import dev.danmaku.event.Forgotten;
import dev.danmaku.event.Pseudonyms;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.StoreFailure;
import dev.danmaku.worker.sink.erase.FileErasure;
import dev.danmaku.worker.sink.erase.SpoolErasure;
import dev.danmaku.worker.sink.jsonl.HousekeepingTurn;
import dev.danmaku.worker.sink.redis.TailErasure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import redis.clients.jedis.exceptions.JedisException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a person be forgotten, everywhere that this machine reaches. */
@Command(
        name = "erase",
        description = {
            "Deletes what a user did, and takes the user out of what only mentions them: in the store, in the event files and spools"
                    + " below the data folder, and in the live tails on Redis.",
            "Run it on each machine that keeps event files. Workers may run meanwhile; what the user does afterwards is kept again."
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 something could not be reached, what the others held is gone: run it again;"
                    + " 2 wrong usage or settings."
        })
final class EraseCommand implements Callable<Integer> {
    private static final Duration TURN_LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int TELL_FILES = 10_000;

    private final Shell shell;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "PLATFORM:ID",
            description =
                    "The user's id on the platform, e.g. bilibili:12345. Not the name, and not a pseudonym.")
    private String user = "";

    @Mixin
    private StoreFlags flags = new StoreFlags();

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "The cluster's Redis (danmaku.redis-url).")
    private @Nullable String redis;

    private long read;

    EraseCommand(Shell shell) {
        this.shell = shell;
    }

    private interface Place {
        String erase() throws IOException, InterruptedException;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        var colon = user.indexOf(':');
        if (colon < 1 || colon == user.length() - 1) {
            throw new IllegalArgumentException(
                    "--user is platform:id, e.g. bilibili:12345, and not '%s'".formatted(user));
        }
        var platform = RoomId.parsePlatform(user.substring(0, colon));
        var id = user.substring(colon + 1);
        var settings =
                flags.load(shell, redis == null ? Map.of() : Map.of("danmaku.redis-url", redis));
        var who = new Forgotten(platform, ids(settings, platform, id));
        var done = attempt("the event files", () -> files(settings, who));
        done &= attempt("the store", () -> store(settings, platform, id));
        done &= attempt("the spools", () -> spools(settings, who));
        done &= attempt("the live tails", () -> tails(settings, who));
        return done ? Exit.OK : Exit.FAILED;
    }

    private static Set<String> ids(Settings settings, Platform platform, String id) {
        var ids = new HashSet<>(Set.of(id));
        settings.store()
                .pseudonymKey()
                .value()
                .ifPresent(key -> ids.add(new Pseudonyms(key).ofId(platform, id)));
        return ids;
    }

    /** Each by itself: a server that is away keeps nobody's events elsewhere. */
    private boolean attempt(String what, Place place) throws InterruptedException {
        try {
            shell.out().println("%s: %s".formatted(what, place.erase()));
            return true;
        } catch (IOException | StoreFailure | JedisException e) {
            shell.err()
                    .println(
                            "danmaku: %s could not be changed: %s".formatted(what, e.getMessage()));
            return false;
        }
    }

    private String store(Settings settings, Platform platform, String id) {
        if (settings.store().place() instanceof StorePlace.Sqlite sqlite
                && !Files.exists(shell.folder().resolve(sqlite.file()))) {
            return "there is none";
        }
        try (var store = EventStore.open(settings.store())) {
            var erased = store.keeper().erase(platform, id);
            return told(erased.deleted(), erased.edited());
        }
    }

    private String files(Settings settings, Forgotten who)
            throws IOException, InterruptedException {
        var data = shell.folder().resolve(settings.worker().dataDir());
        if (!Files.isDirectory(data)) {
            return "there are none in " + data;
        }
        try (var turn = awaitTurn(data)) {
            var erased =
                    new FileErasure(data, turn, who, Clock.systemUTC(), this::fileRead).erase();
            return told(erased.deleted(), erased.edited())
                    + " in %,d files".formatted(erased.files());
        }
    }

    private void fileRead() {
        read++;
        if (read % TELL_FILES == 0) {
            shell.err().println("%,d files read".formatted(read));
        }
    }

    private HousekeepingTurn awaitTurn(Path data) throws IOException, InterruptedException {
        var end = System.nanoTime() + TURN_LIMIT.toNanos();
        var stopped = shell.stop().requested();
        while (true) {
            var turn = HousekeepingTurn.tryTake(data);
            if (turn.isPresent()) {
                return turn.get();
            }
            if (System.nanoTime() > end || stopped.isDone()) {
                throw new IOException("a worker is compressing files; try again in some minutes");
            }
            try {
                stopped.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String spools(Settings settings, Forgotten who) throws IOException {
        var erased = SpoolErasure.erase(shell.folder().resolve(settings.worker().dataDir()), who);
        return told(erased.deleted(), erased.edited());
    }

    private static String tails(Settings settings, Forgotten who) {
        var place = settings.sinks().redis().redis().orElse(settings.redis());
        try (var redis = RedisConnections.open(place, "danmaku-erase")) {
            return told(new TailErasure(redis, who).erase(), 0);
        }
    }

    private static String told(long deleted, long edited) {
        return "%,d events deleted, %,d of others changed".formatted(deleted, edited);
    }
}
