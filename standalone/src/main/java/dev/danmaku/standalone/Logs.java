package dev.danmaku.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

import dev.danmaku.config.LogLevel;

import org.slf4j.LoggerFactory;

import java.util.Map;

/**
 * Logs to standard error, one readable line each. Found by logback as a service, and quicker than its XML. What libraries say is
 * held back: what goes wrong in them comes out in our own words.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n";
    private static final String OURS = "dev.danmaku";
    private static final Map<String, Level> LIBRARIES = Map.of(
            "com.github.fppt.jedismock", Level.OFF,
            "org.apache.qpid", Level.OFF,
            "qpid", Level.OFF,
            "com.rabbitmq", Level.ERROR,
            "org.springframework", Level.ERROR,
            "redis.clients", Level.ERROR,
            "io.netty", Level.WARN,
            "reactor.netty", Level.ERROR);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setName("stderr");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.getLogger(OURS).setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** How much of ours is told from now on. */
    static void level(LogLevel level) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(OURS).setLevel(Level.toLevel(level.name()));
    }
}
