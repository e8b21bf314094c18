package dev.danmaku.bench;

import static java.util.stream.Collectors.joining;

import dev.danmaku.bench.decode.BareJsonLoop;
import dev.danmaku.bench.decode.BareProtobufLoop;
import dev.danmaku.bench.decode.CpuProfiler;
import dev.danmaku.bench.decode.DecodeLoop;
import dev.danmaku.bench.decode.JsonLoop;
import dev.danmaku.bench.decode.Push;
import dev.danmaku.bench.decode.Speeds;
import dev.danmaku.room.Platform;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How fast each platform's usual pushes become events, and how much garbage that makes, by JMH. Beside each the plain thing and a client
 * from Maven Central.
 */
final class DecodeBench {
    private static final String DECODE = "decode";

    private DecodeBench() {}

    static Figure run(Options options) throws RunnerException, IOException, InterruptedException {
        var platforms = platforms(options);
        var others = options.count("others", 1) > 0;
        options.requireNoOthers();
        if (others && !OtherClient.built()) {
            throw new IllegalStateException("bench/others is not built; others=0 leaves it out");
        }
        var speeds = new Speeds();
        var pushes = new ArrayList<Push>();
        for (var platform : platforms) {
            pushes.addAll(Push.of(platform));
            measure(speeds, Push.of(platform), DecodeLoop.class, bare(platform));
        }
        if (platforms.contains(Platform.KUAISHOU)) {
            measure(speeds, List.of(Push.KUAISHOU_10), JsonLoop.class);
        }
        var theirs = pushes.stream().filter(Push::forOthers).toList();
        var notes = new ArrayList<String>();
        if (others) {
            notes.addAll(OtherClient.measure(theirs, speeds));
        }
        for (var push : pushes) {
            notes.add(ours(push, speeds));
            notes.addAll(beside(push, speeds));
        }
        var usual = pushes.stream().filter(Push::usual).toList();
        return new Figure(
                "decode of a busy room's push, a second of CPU time, best of 3 iterations",
                usual.stream().map(push -> ours(push, speeds)).collect(joining("; ")),
                usual.stream()
                        .flatMap(push -> beside(push, speeds).stream())
                        .collect(joining("; ")),
                notes);
    }

    /** Those that were named; all where none was. */
    private static Set<Platform> platforms(Options options) {
        var named = EnumSet.noneOf(Platform.class);
        for (var platform : Platform.values()) {
            if (options.count(platform.label(), 0) > 0) {
                named.add(platform);
            }
        }
        return named.isEmpty() ? EnumSet.allOf(Platform.class) : named;
    }

    /** Nothing beside Douyu: its serialization is nobody else's, and its target a number. */
    private static Class<?>[] bare(Platform platform) {
        return switch (platform) {
            case KUAISHOU -> new Class<?>[] {BareProtobufLoop.class};
            case BILIBILI -> new Class<?>[] {BareJsonLoop.class};
            case DOUYU -> new Class<?>[] {};
        };
    }

    private static void measure(
            Speeds speeds, List<Push> pushes, Class<?> loop, Class<?>... besides)
            throws RunnerException {
        var plan = new OptionsBuilder()
                .include(exactly(loop))
                .param("push", pushes.stream().map(Push::name).toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class);
        for (var beside : besides) {
            plan.include(exactly(beside));
        }
        speeds.add(new Runner(plan.build()).run());
    }

    private static String exactly(Class<?> loop) {
        return "^" + loop.getName().replace(".", "\\.") + "\\.";
    }

    private static String ours(Push push, Speeds speeds) {
        var line = name(push) + ": " + speeds.of(DECODE, push).each(push, item(push));
        return speeds.has("decodeToJson", push)
                ? line + ", to JSON lines " + speeds.of("decodeToJson", push).each(push, item(push))
                : line;
    }

    private static List<String> beside(Push push, Speeds speeds) {
        var lines = new ArrayList<String>();
        switch (push.platform()) {
            case KUAISHOU -> lines.add(plain("bare protobuf parsing", "parse", push, speeds));
            case BILIBILI -> lines.add(plain("inflating and a Jackson tree", "tree", push, speeds));
            case DOUYU -> {}
        }
        if (speeds.has(OtherClient.LOOP, push)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s, live-chat-client 1.5.3: %s; we are %.1f times as fast",
                    name(push),
                    speeds.of(OtherClient.LOOP, push).each(push, item(push)),
                    speeds.ratio(OtherClient.LOOP, DECODE, push)));
        }
        return lines;
    }

    private static String plain(String what, String loop, Push push, Speeds speeds) {
        return String.format(
                Locale.ROOT,
                "%s, %s: %s; we take %.2f times as long",
                name(push),
                what,
                speeds.of(loop, push).each(push, item(push)),
                speeds.ratio(DECODE, loop, push));
    }

    private static String name(Push push) {
        return push.platform().label() + " " + push.what();
    }

    private static String item(Push push) {
        return switch (push.platform()) {
            case KUAISHOU -> "comments";
            case DOUYU -> "chats";
            case BILIBILI -> "commands";
        };
    }
}
