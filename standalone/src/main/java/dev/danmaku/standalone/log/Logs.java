package dev.danmaku.standalone.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;

import dev.danmaku.config.LogFormat;
import dev.danmaku.config.LogLevel;

import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.util.Map;

/**
 * Logs to standard error, one line each, for people unless told otherwise. Found by logback as a service, and quicker than its XML. What libraries say is
 * held back: what goes wrong in them comes out in our own words.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n";
    private static final String OURS = "dev.danmaku";
    private static final String STDERR = "stderr";
    private static volatile LogFormat lines = LogFormat.TEXT;
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
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setName(STDERR);
        console.setTarget("System.err");
        console.setEncoder(text(context));
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.getLogger(OURS).setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return started(encoder, context);
    }

    private static Encoder<ILoggingEvent> started(
            Encoder<ILoggingEvent> encoder, LoggerContext context) {
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    /** For whom is logged from now on. */
    public static void format(LogFormat format) {
        var context = context();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(STDERR) instanceof ConsoleAppender<ILoggingEvent> console) {
            console.setEncoder(
                    switch (format) {
                        case TEXT -> text(context);
                        case JSON -> started(new JsonLines(), context);
                    });
            lines = format;
        }
    }

    /** Something that a person at a terminal is to see: a line of the log where machines read that. */
    public static void tell(PrintStream people, String sentence) {
        if (lines == LogFormat.JSON) {
            LoggerFactory.getLogger(Logs.class).info(sentence);
        } else {
            people.println(sentence);
        }
    }

    /** Structured lines name this session from now on. */
    public static void worker(String session) {
        context().putProperty(JsonLines.WORKER, session);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /** How much of ours is told from now on. */
    public static void level(LogLevel level) {
        context().getLogger(OURS).setLevel(Level.toLevel(level.name()));
    }
}
