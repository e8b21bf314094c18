package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.registry.ControlMessage.Drain;
import dev.danmaku.registry.CrewMember;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisWorkerRegistry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Tells a worker to give its rooms away and to end. */
@Command(
        name = "drain",
        description = "Lets a worker hand all its rooms over to others and end.",
        footer = {
            "",
            "Exit codes: 0 the worker has ended; 1 it did not within the limit, or did not hear;"
                    + " 2 wrong usage or settings, or no such worker."
        })
final class DrainCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final String LIMIT_SECONDS = "120";

    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

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

    DrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        var settings = flags.load(shell);
        try (var redis = RedisConnections.open(settings.redis(), "danmaku-drain")) {
            var registry = new RedisWorkerRegistry(redis);
            var session = chosen(registry.crew()).session();
            if (new RedisControlChannel(redis).tell(session, new Drain()) == 0) {
                shell.err().println("danmaku: " + session + " does not listen; is it hung?");
                return Exit.FAILED;
            }
            return awaitEnd(registry, session) ? Exit.OK : Exit.FAILED;
        }
    }

    private CrewMember chosen(List<CrewMember> crew) {
        var named = crew.stream().filter(m -> m.session().startsWith(worker)).toList();
        var exact = named.stream().filter(m -> m.session().equals(worker)).findFirst();
        if (exact.isPresent() || named.size() == 1) {
            return exact.orElseGet(named::getFirst);
        }
        var known = crew.stream().map(CrewMember::session).sorted().collect(Collectors.toList());
        throw new IllegalArgumentException(
                named.isEmpty()
                        ? "no living worker is called '%s'; there are %s".formatted(worker, known)
                        : "'%s' is the beginning of several workers; there are %s"
                                .formatted(worker, known));
    }

    private boolean awaitEnd(RedisWorkerRegistry registry, String session)
            throws InterruptedException {
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

    private static Optional<CrewMember> member(RedisWorkerRegistry registry, String session) {
        return registry.crew().stream().filter(m -> m.session().equals(session)).findFirst();
    }
}
