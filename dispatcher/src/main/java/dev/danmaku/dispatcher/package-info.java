/**
 * The dispatcher: works off the difference between the lives sets and the running registry, again and again. Any number of them may
 * run at once; none leads.
 *
 * <pre>
 *   lives set --walk--> {@link dev.danmaku.dispatcher.ClaimPass} --claim.lua--> jobs --{@link dev.danmaku.dispatcher.JobPublisher}--> RabbitMQ
 *                                                                             ^     '-- confirm.lua, or release.lua
 *   registry --patrol--> {@link dev.danmaku.dispatcher.RepairPass} --repair.lua--'
 * </pre>
 *
 * <p>Each platform has two loops, {@code dispatch-ks} and {@code repair-ks}: a long repair never delays a claim. A loop is one small
 * class that can be woken; a wake-up makes it early, never makes it needed. Redis or RabbitMQ being away costs passes, nothing else.
 *
 * <p>When Redis has lost its data nothing is claimed or repaired until {@link dev.danmaku.dispatcher.RebuildPass} has seen the workers
 * write their rooms back.
 */
@NullMarked
package dev.danmaku.dispatcher;

import org.jspecify.annotations.NullMarked;
