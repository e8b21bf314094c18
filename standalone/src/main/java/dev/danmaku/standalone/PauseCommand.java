package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Pauses rooms and platforms. */
@Command(
        name = "pause",
        description =
                "Lets rooms, or whole platforms, be left alone until they are resumed: no socket, no job. They stay in the lives set.",
        footer = {
            "",
            "Exit codes: 0 all of them are paused; 1 some are not, or Redis does not answer; 2 wrong usage or settings."
        })
final class PauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Parameters(
            arity = "1..*",
            paramLabel = "ROOM|PLATFORM",
            description = "platform:id, e.g. ks:3xabcdef; or a whole platform, e.g. kuaishou.")
    private List<String> names = new ArrayList<>();

    PauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        var targets = Targets.parse(names);
        return flags.run(shell, "danmaku-pause", access -> {
            for (var platform : targets.platforms()) {
                shell.out()
                        .println(
                                access.operator().pause(platform)
                                        ? platform.label()
                                                + " is paused: its rooms follow within seconds"
                                        : platform.label() + " was paused before");
            }
            return Outcomes.tell(shell, access.operator().pause(targets.rooms()));
        });
    }
}
