package dev.danmaku.testing.servers;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test needs a Redis: skipped with a reason where none can be started, failed where the environment says
 * {@code CI=true}. A parameter {@link TestRedis} gets the shared one, emptied before each test.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresRedisExtension.class)
public @interface RequiresRedis {}
