package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.registry.OperatorAnswer.Verdict;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Has parked rooms tried again. */
@Command(
        name = "retry",
        description = "Has parked rooms tried again now, or all parked rooms of a platform.",
        footer = {
            "",
            "Exit codes: 0 done; 1 some rooms do not rest, or Redis does not answer; 2 wrong usage or settings."
        })
final class RetryCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Parameters(
            arity = "1..*",
            paramLabel = "ROOM|PLATFORM",
            description = "platform:id, e.g. ks:3xabcdef; or a whole platform, e.g. kuaishou.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description =
                    "Of a platform: only rooms that were parked for a reason with this text in it.")
    private String reason = "";

    RetryCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        var targets = Targets.parse(names);
        return flags.run(shell, "danmaku-retry", access -> {
            for (var platform : targets.platforms()) {
                var retried = access.operator().retryAll(platform, reason).stream()
                        .filter(outcome -> outcome.verdict() == Verdict.RETRIED)
                        .count();
                shell.out()
                        .println("%d parked rooms of %s are tried again within seconds"
                                .formatted(retried, platform.label()));
            }
            return Outcomes.tell(shell, access.operator().retry(targets.rooms()));
        });
    }
}
