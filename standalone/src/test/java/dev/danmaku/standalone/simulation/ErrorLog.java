package dev.danmaku.standalone.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;

import dev.danmaku.testing.simulated.SimThread;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the cluster's code logs as an error in a simulation is a complaint; the rest is not written at all, for the sake of speed. */
final class ErrorLog implements AutoCloseable {
    private static final String PACKAGE = "dev.danmaku";
    /** A worker that hangs says so. */
    private static final String HANGS = "the worker makes no progress";

    private static final ThreadLocal<@Nullable World> WORLD = new ThreadLocal<>();

    private final Logger logger = (Logger) LoggerFactory.getLogger(PACKAGE);
    private final @Nullable Level before = logger.getLevel();
    private final boolean additive = logger.isAdditive();
    private final Complaints complaints = new Complaints();

    ErrorLog() {
        complaints.setContext(logger.getLoggerContext());
        complaints.start();
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
        logger.addAppender(complaints);
    }

    /** From now on, errors on this thread are that world's. */
    static void of(@Nullable World world) {
        WORLD.set(world);
    }

    @Override
    public void close() {
        logger.detachAppender(complaints);
        logger.setAdditive(additive);
        logger.setLevel(before);
    }

    /** A future may have caught a death, and its caller logs it, as no dead process could. */
    private static boolean ofTheDead(@Nullable IThrowableProxy thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause.getClassName().equals(SimThread.Died.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private static final class Complaints extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            var world = WORLD.get();
            if (world != null
                    && event.getLevel() == Level.ERROR
                    && !event.getFormattedMessage().startsWith(HANGS)
                    && !ofTheDead(event.getThrowableProxy())) {
                var thrown = event.getThrowableProxy();
                world.judge()
                        .complain(
                                "%s: %s%s",
                                event.getLoggerName(),
                                event.getFormattedMessage(),
                                thrown == null
                                        ? ""
                                        : " (%s: %s)"
                                                .formatted(
                                                        thrown.getClassName(),
                                                        thrown.getMessage()));
            }
        }
    }
}
