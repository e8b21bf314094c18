/**
 * Redis and an AMQP broker inside this process, for a laptop with neither. They listen on the loopback address only, keep
 * everything in memory and die with the process: good for trying out and for tests, not for a cluster.
 */
@NullMarked
package dev.danmaku.standalone.embedded;

import org.jspecify.annotations.NullMarked;
