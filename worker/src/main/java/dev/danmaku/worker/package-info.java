/**
 * A worker: one process, a slot for each room, no thread for any of them.
 *
 * <pre>
 *   RabbitMQ --deliveries--> Intake --questions--> registry --answers--> Slots --> JobHandler (watch) --> sockets
 *                              ^  '-- held by another? --> HolderQuestions --(control channels)--> other workers
 *                              |                                          |
 *                            acks <---------- Settlement <--- JobOutcome -'
 * </pre>
 *
 * <p>Threads: everything a worker knows of its slots and deliveries is owned by one thread, {@code worker}; AMQP's, the control
 * channel's and the event loops only post to it. The beat has a thread and a connection of its own ({@code beat}), and stops
 * when the {@code worker} thread makes no progress, so that a hung worker does not hold rooms for ever. That thread waits for Redis,
 * so what it tells of many rooms goes in one round trip ({@link dev.danmaku.worker.RoomNews}).
 *
 * <p>Invariants: a delivery is acked in one place ({@link dev.danmaku.worker.Windows}), and only when its job is over or is
 * somebody else's. The prefetches of all consumers together never exceed the free slots. Losing a channel, RabbitMQ or Redis closes
 * no socket: a room without a delivery or a reachable registry is still a room.
 */
@NullMarked
package dev.danmaku.worker;

import org.jspecify.annotations.NullMarked;
