package dev.danmaku.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C and SIGTERM. A command that listens gets the time to stop and decides the exit code; without one the process ends at once,
 * as does one that is told twice.
 *
 * <p>These are signal handlers, not shutdown hooks: hooks run all at once, and libraries have their own. The embedded broker would be
 * gone before the worker has given anything back.
 */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    /** What a shell reports for a process that a signal ended is this and the signal's number. */
    private static final int SIGNALLED = 128;

    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private volatile boolean listened;

    /** Hears this process' signals. */
    static StopSignal ofThisProcess() {
        var stop = new StopSignal();
        SIGNALS.forEach((name, number) -> handle(name, () -> stop.signalled(number)));
        return stop;
    }

    /** Completes when somebody wants the process to end. */
    CompletableFuture<Void> requested() {
        listened = true;
        return requested;
    }

    /**
     * Waits before something is looked at again.
     *
     * @return whether somebody wants the process to end
     */
    boolean requestedWithin(Duration limit) throws InterruptedException {
        try {
            requested().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("only ever completed", e);
        }
    }

    /** For tests, and for a role that cannot go on. */
    void request() {
        requested.complete(null);
    }

    private void signalled(int number) {
        if (!listened || !requested.complete(null)) {
            System.exit(SIGNALLED + number);
        }
    }

    /** Every JDK has sun.misc.Signal (module jdk.unsupported), but javac warns of its name, and warnings are errors here. */
    private static void handle(String signal, Runnable action) {
        try {
            var signalType = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return method.invoke(action, arguments);
                    });
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(
                            null,
                            signalType.getConstructor(String.class).newInstance(signal),
                            handler);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SIG{} ends this process without a drain: {}", signal, e.toString());
        }
    }
}
