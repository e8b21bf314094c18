package dev.danmaku.simulator.script;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.SimulatedPlatform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A script under way. */
public final class ScriptRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScriptRun.class);

    private final List<Future<?>> timers = new ArrayList<>();
    private final List<CompletableFuture<Void>> steps = new ArrayList<>();

    private ScriptRun() {}

    /**
     * Makes the rooms at once and sets the steps off.
     *
     * @throws BadScript if a room's platform is not simulated
     */
    public static ScriptRun start(
            Script script,
            Function<Platform, Optional<SimulatedPlatform>> platforms,
            ScheduledExecutorService scheduler) {
        var run = new ScriptRun();
        for (var plan : script.rooms()) {
            var platform = plan.id().platform();
            var room = platforms
                    .apply(platform)
                    .orElseThrow(() -> new BadScript(platform.label() + " is not simulated"))
                    .room(plan.id().id());
            run.steps.add(room.perform(new Action.SetQuirks(plan.quirks())));
            run.steps.add(room.perform(new Action.SetRates(plan.rates())));
            if (plan.live()) {
                run.steps.add(room.perform(new Action.GoLive(null)));
            }
        }
        for (var step : script.steps()) {
            var done = new CompletableFuture<Void>();
            run.steps.add(done);
            run.timers.add(scheduler.schedule(
                    () -> carryOut(step, platforms, done),
                    step.at().toNanos(),
                    TimeUnit.NANOSECONDS));
        }
        return run;
    }

    /** When every step is over, whether it worked or not. */
    public CompletableFuture<Void> done() {
        return CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new));
    }

    /** Steps that are still to come don't. */
    @Override
    public void close() {
        timers.forEach(timer -> timer.cancel(false));
    }

    private static void carryOut(
            Step step,
            Function<Platform, Optional<SimulatedPlatform>> platforms,
            CompletableFuture<Void> done) {
        step.order().carryOut(platforms).whenComplete((ok, failure) -> {
            if (failure != null) {
                log.warn(
                        "the step at {} was left out: {}",
                        step.at(),
                        Order.reason(failure).getMessage());
            }
            done.complete(null);
        });
    }
}
