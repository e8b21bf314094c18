package dev.danmaku.standalone.cluster;

import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test takes a {@link Cluster} as its parameter, on the Redis and the RabbitMQ that all tests of this JVM share, without
 * anything that earlier ones left in them. It may break them; they have to run when it ends. Skipped or failed without them as the
 * two annotations say.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RequiresRedis
@RequiresRabbit
@ExtendWith(ClusterExtension.class)
public @interface OnRealServers {}
