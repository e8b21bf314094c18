package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.watch.EventText;
import dev.danmaku.standalone.watch.TerminalSink;
import dev.danmaku.worker.watch.RoomWatch;
import dev.danmaku.worker.watch.WatchEnd;
import dev.danmaku.worker.watch.WatchListener;
import dev.danmaku.worker.watch.WatchMetrics;
import dev.danmaku.worker.watch.WatchTools;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** One room on the terminal. */
@Command(
        name = "watch",
        description = "Watches one room until its stream ends, without any server of ours.",
        footer = {
            "",
            "Exit codes: 0 the stream ended; 1 failed; 2 wrong usage or settings; 3 the room is not live;"
                    + " 4 given up without knowing whether the stream ended; 130 interrupted."
        })
final class WatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "PLATFORM:ROOM",
            description = "Such as kuaishou:3xabcdef, ks:3xabcdef, douyu:9999 or bili:5440.")
    private String room = "";

    @Option(names = "--json", description = "One JSON object an event.")
    private boolean json;

    @Mixin
    private SettingFlags flags = new SettingFlags();

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var id = RoomId.parse(room);
        var settings = flags.loadQuietly(shell);
        var stop = shell.stop().requested();
        var text = new EventText(ZoneId.systemDefault());
        var adapters = Platforms.open(List.of(id.platform()), settings.platforms(), 1);
        try (var adapter = Objects.requireNonNull(adapters.get(id.platform()));
                var sink = new TerminalSink(
                        shell.out(), json ? EventJson::toJson : text::of, shell.stop()::request);
                var timer = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("watch-timer").daemon().factory())) {
            var tools = new WatchTools(
                    sink,
                    settings.watch(),
                    new WatchMetrics(new SimpleMeterRegistry()),
                    timer,
                    Clock.systemUTC(),
                    RandomGenerator.of("Random"));
            return ask(adapter, id, tools, stop);
        }
    }

    /** One look-up first: a room that is not live is told at once, without asking twice. */
    private int ask(
            PlatformAdapter adapter, RoomId id, WatchTools tools, CompletableFuture<Void> stop) {
        var asked = adapter.lookUp(id);
        CompletableFuture.anyOf(asked, stop).join();
        if (stop.isDone()) {
            return Exit.INTERRUPTED;
        }
        return switch (asked.join()) {
            case Lookup.NotLive(var reason) ->
                told(Exit.NOT_LIVE, "%s is not live: %s".formatted(id, reason));
            case Lookup.Live(var found) ->
                watch(RoomWatch.start(tools, adapter, id, found, null, new Teller()), stop);
            case Lookup.Undecided undecided -> {
                shell.err()
                        .println("danmaku: %s: %s; asking again for %d s"
                                .formatted(
                                        id,
                                        undecided.reason(),
                                        tools.settings().giveUpAfter().toSeconds()));
                yield watch(RoomWatch.start(tools, adapter, id, null, null, new Teller()), stop);
            }
        };
    }

    private int watch(RoomWatch watch, CompletableFuture<Void> stop) {
        stop.thenRun(() -> watch.close("interrupted"));
        var id = watch.room();
        return switch (watch.ended().join()) {
            case WatchEnd.StreamEnded(var reason) ->
                told(Exit.OK, "the stream of %s ended: %s".formatted(id, reason));
            case WatchEnd.NotLive(var reason) ->
                told(Exit.NOT_LIVE, "%s is not live: %s".formatted(id, reason));
            case WatchEnd.GivenUp(var reason, var rest) ->
                told(
                        Exit.GIVEN_UP,
                        "gave up on %s without knowing whether its stream ended: %s"
                                .formatted(id, reason));
            case WatchEnd.Closed closed -> Exit.INTERRUPTED;
        };
    }

    private int told(int code, String sentence) {
        shell.err().println("danmaku: " + sentence);
        return code;
    }

    /** Says on standard error how the socket is. */
    private final class Teller implements WatchListener {
        @Override
        public void found(Found found) {
            // The room's name and title come as an event.
        }

        @Override
        public void joined() {
            shell.err().println("danmaku: joined");
        }

        @Override
        public void unsettled(String cause) {
            shell.err().println("danmaku: not joined any more: " + cause);
        }
    }
}
