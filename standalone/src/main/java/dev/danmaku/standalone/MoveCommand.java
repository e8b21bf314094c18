package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.room.RoomId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Moves rooms to other workers. */
@Command(
        name = "move",
        description = "Has the workers that watch these rooms give them to others, without a gap.",
        footer = {
            "",
            "Exit codes: 0 all of them moved; 1 some did not, or Redis does not answer; 2 wrong usage or settings."
        })
final class MoveCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Parameters(
            arity = "1..*",
            paramLabel = "ROOM",
            description = "platform:id, e.g. kuaishou:3xabcdef or ks:3xabcdef.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for it (${DEFAULT-VALUE}).")
    private int limitSeconds;

    MoveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        var rooms = names.stream().map(RoomId::parse).distinct().toList();
        return flags.run(shell, "danmaku-move", access -> {
            var move = new MoveOrder(shell, access, Duration.ofSeconds(limitSeconds));
            for (var room : rooms) {
                move.begin(room);
            }
            return move.await() ? Exit.OK : Exit.FAILED;
        });
    }
}
