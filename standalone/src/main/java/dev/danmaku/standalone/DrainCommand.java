package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.registry.CrewMember;
import dev.danmaku.registry.WorkerRegistry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells a worker to give its rooms away and to end. */
@Command(
        name = "drain",
        description =
                "Lets a worker hand all its rooms over to others and end, or stay without rooms.",
        footer = {
            "",
            "Exit codes: 0 the worker has ended, or has no room; 1 not within the limit, or did not hear;"
                    + " 2 wrong usage or settings, or no such worker."
        })
final class DrainCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final String CONNECTION = "danmaku-drain";
    private static final String LIMIT_SECONDS = "120";

    private final Shell shell;

    @Mixin
    private OperatorFlags flags = new OperatorFlags();

    @Parameters(
            paramLabel = "WORKER",
            description = "A worker's session, or the beginning of one that no other has.")
    private String worker = "";

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = LIMIT_SECONDS,
            description = "How long to wait for its end (${DEFAULT-VALUE}).")
    private int limitSeconds;

    @Option(
            names = "--stay",
            description = "It stays alive and takes no rooms, until `danmaku resume --worker`.")
    private boolean stay;

    DrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        if (stay) {
            return flags.run(
                    shell,
                    CONNECTION,
                    access -> new HoldOrder(shell, access)
                            .hold(worker, Duration.ofSeconds(limitSeconds)));
        }
        return flags.run(shell, CONNECTION, this::drain);
    }

    private int drain(OperatorFlags.Access access) throws InterruptedException {
        var registry = access.workers();
        var session =
                ChosenWorker.of(worker, registry.crew(), CrewMember::session).session();
        if (!access.operator().drain(session)) {
            shell.err().println("danmaku: " + session + " does not listen; is it hung?");
            return Exit.FAILED;
        }
        return awaitEnd(registry, session) ? Exit.OK : Exit.FAILED;
    }

    private boolean awaitEnd(WorkerRegistry registry, String session) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(limitSeconds).toNanos();
        var stopped = shell.stop().requested();
        var told = -1;
        while (System.nanoTime() < end && !stopped.isDone()) {
            var member = member(registry, session);
            if (member.isEmpty()) {
                shell.err().println(session + " has ended");
                return true;
            }
            var rooms = member.get().rooms();
            if (rooms != told) {
                shell.err().println(session + " has " + rooms + " rooms");
                told = rooms;
            }
            try {
                stopped.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        shell.err().println("danmaku: " + session + " has not ended yet; it goes on draining");
        return false;
    }

    private static Optional<CrewMember> member(WorkerRegistry registry, String session) {
        return registry.crew().stream().filter(m -> m.session().equals(session)).findFirst();
    }
}
