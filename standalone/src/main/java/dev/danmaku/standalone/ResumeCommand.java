package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Lets paused rooms and platforms go on, and workers that stand by. */
@Command(
        name = "resume",
        description =
                "Lets paused rooms or platforms go on, or a worker that holds (danmaku drain --stay) take rooms again.",
        footer = {
            "",
            "Exit codes: 0 all of them go on; 1 some do not, or Redis does not answer; 2 wrong usage or settings, or no such worker."
        })
final class ResumeCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Parameters(
            arity = "0..*",
            paramLabel = "ROOM|PLATFORM",
            description = "platform:id, e.g. ks:3xabcdef; or a whole platform, e.g. kuaishou.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--worker",
            paramLabel = "WORKER",
            description = "A worker's session, or the beginning of one that no other has.")
    private String workers = "";

    ResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        var targets = Targets.parse(names);
        if (names.isEmpty() == workers.isEmpty()) {
            throw new IllegalArgumentException(
                    "name rooms or platforms to resume, or a worker with --worker");
        }
        return flags.run(shell, "danmaku-resume", access -> {
            if (!workers.isEmpty()) {
                return new HoldOrder(shell, access).goOn(workers);
            }
            for (var platform : targets.platforms()) {
                shell.out()
                        .println(
                                access.operator().resume(platform)
                                        ? platform.label()
                                                + " goes on: its rooms get fresh jobs within seconds"
                                        : platform.label() + " is not paused");
            }
            return Outcomes.tell(shell, access.operator().resume(targets.rooms()));
        });
    }
}
