/**
 * How jobs travel: {@link dev.danmaku.queue.JobQueue}, over RabbitMQ by {@link dev.danmaku.queue.RabbitJobQueue}.
 *
 * <pre>
 *   dispatcher --publish, confirmed--> jobs.kuaishou --> JobWindow of a worker --ack--> gone
 *                                      jobs.douyu             |
 *                                      jobs.bilibili          '--dead letter, confirmed--> jobs.dead
 * </pre>
 *
 * A queue is a hint, the registry is the truth: whatever is lost or doubled here is repaired or dropped by its rules.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A job is held, unacked, as long as its room is watched, for days if need be. So a worker consumes over channels of its
 *       own, one for each {@link dev.danmaku.queue.JobWindow}: nothing but its owner, the broker or the network closes one. (A
 *       listener container of spring-amqp would close its channel when it stops or shrinks, and give every room back.)
 *   <li>A window that ends against our will says so exactly once, and never delivers afterwards. The rooms go on without a
 *       delivery: the registry holds them.
 *   <li>{@code reject} is never used: brokers differ in what becomes of such a message. A poison job is published to {@code
 *       jobs.dead} by ourselves and acked when that copy is confirmed.
 *   <li>spring-amqp keeps the connections: it makes them when needed, and anew after a loss.
 *   <li>What lies in {@code jobs.dead} leaves it by a person's hand alone: {@link dev.danmaku.queue.DeadLetterBox}.
 *   <li>Publishing answers for every single message, with a value: confirmed, or why not.
 * </ul>
 *
 * The queues are durable and classic unless set otherwise: the dispatcher's repair makes a queue disposable, an unacked message
 * pins the log of a quorum queue up to RabbitMQ 4.2, and its delivery limit would drop a job that was returned too often.
 *
 * <p>RabbitMQ closes a channel whose oldest delivery is unacked for longer than {@code consumer_timeout}, 30 minutes by default.
 * From 3.12 our queue argument lifts that; before, only {@code consumer_timeout} in rabbitmq.conf does. It is survived
 * everywhere: the window is lost, the rooms stay.
 */
@NullMarked
package dev.danmaku.queue;

import org.jspecify.annotations.NullMarked;
