/**
 * The running registry and the workers' sessions: the truth about who carries which room. A message on RabbitMQ is only how work
 * travels.
 *
 * <pre>
 *   (no record) --claim--> claimed --confirm--> queued --take--> opening --joined--> watching --finish--> (no record)
 *                             |  '--release--> (no record)        |  ^  '--park--> parked   '--drop----> (no record)
 *                             '--------------take---------------->'  '-- take over, from a dead or lost holder
 *        repair: claimed, queued, a dead holder's, or a parked record past its time --> claimed, under a fresh job id
 *        pause, by a person: any but an ending one, or none --> paused --resume--> parked, until now
 * </pre>
 *
 * Every change is one Lua script under {@code resources/redis}, atomic on one Redis primary, and every time comes from Redis'
 * clock inside it. {@link dev.danmaku.registry.DispatcherRegistry} has the scripts of a dispatcher,
 * {@link dev.danmaku.registry.WorkerRegistry} those of a worker,
 * {@link dev.danmaku.registry.OperatorRegistry} those of people.
 *
 * <p>Invariants, each held by a clause of a script:
 *
 * <ul>
 *   <li>A room has at most one record, so at most one current job and one holder.
 *   <li>A record is made only for a room that is in the lives set, seen in the same script.
 *   <li>A worker changes a record only with its job <em>and</em> its session in it: a take-over keeps the job id.
 *   <li>A holder is dead when its session's deadline passed, unless Redis itself was away; its rooms are free at once.
 *   <li>Whoever loses a room to another is told by its next beat.
 *   <li>A room that was paused goes to nobody before the session that held it has closed it ({@link
 *       dev.danmaku.registry.WorkerRegistry#left}) or is dead.
 *   <li>Without a generation key Redis has lost its data: nothing is claimed, taken, cancelled or finished until the workers
 *       that can be heard have written their rooms back.
 * </ul>
 *
 * What lies in Redis outlives a release: golden files under {@code compat/v1} are read for ever.
 */
@NullMarked
package dev.danmaku.registry;

import org.jspecify.annotations.NullMarked;
