/**
 * Redis and RabbitMQ in memory, for runs of many histories under a manual clock: they pass the contracts of the real ones. The scripts
 * of the registry are the real ones, run by a Lua interpreter.
 */
@NullMarked
package dev.danmaku.testing.memory;

import org.jspecify.annotations.NullMarked;
