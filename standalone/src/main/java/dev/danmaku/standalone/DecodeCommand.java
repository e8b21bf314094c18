package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.decode.Decoding;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;

/** Captured frames to events. */
@Command(
        name = "decode",
        description = {
            "Reads captured frames from standard input, one a line as hexadecimal digits, in order, as one connection;",
            "writes their events as JSON, one a line. A malformed frame is told on standard error, and the rest goes on."
        },
        footer = {
            "",
            "Exit codes: 0 at the end of the input, whatever was in it; 1 the input cannot be read; 2 wrong usage."
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int OUT_BUFFER_BYTES = 1 << 16;

    private final Shell shell;

    @Parameters(
            paramLabel = "PLATFORM",
            description = "kuaishou (ks), douyu (dy) or bilibili (bili).")
    private String platform = "";

    @Option(names = "--each", description = "One JSON array of events for each line of input.")
    private boolean each;

    @Option(names = "--room", paramLabel = "ID", description = "Keep this room's events only.")
    private @Nullable String room;

    @Mixin
    private SettingFlags flags = new SettingFlags();

    DecodeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, IOException {
        var wanted = RoomId.parsePlatform(platform);
        var id = room == null ? null : new RoomId(wanted, room).id();
        flags.loadQuietly(shell);
        var decoding = new Decoding(Platforms.decoder(wanted), id, each, Clock.systemUTC());
        try (var out = new PrintStream(
                new BufferedOutputStream(shell.out(), OUT_BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8)) {
            decoding.run(shell.in(), out, shell.err());
        }
        return Exit.OK;
    }
}
