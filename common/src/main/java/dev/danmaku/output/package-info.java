/**
 * Where events leave the house: what a sink of one's own implements. A jar with an {@link dev.danmaku.output.OutputProvider} among
 * its services is found on the class path and opened when {@code danmaku.sinks} names it. Queueing, batching, retries, the spool on
 * disk and back-pressure are the worker's.
 */
@NullMarked
package dev.danmaku.output;

import org.jspecify.annotations.NullMarked;
