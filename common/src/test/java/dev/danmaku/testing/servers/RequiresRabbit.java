package dev.danmaku.testing.servers;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test needs a RabbitMQ: skipped with a reason where none can be started, failed where the environment says
 * {@code CI=true}. A parameter {@link TestRabbit} gets the shared one, without queues and connections of earlier tests.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRabbitExtension.class)
public @interface RequiresRabbit {}
