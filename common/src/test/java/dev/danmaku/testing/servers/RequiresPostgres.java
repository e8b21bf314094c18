package dev.danmaku.testing.servers;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test needs a PostgreSQL: skipped with a reason where none can be started, failed where the environment says
 * {@code CI=true}. A parameter {@link TestPostgres} gets the shared one, where it may make databases.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresPostgresExtension.class)
public @interface RequiresPostgres {}
