package dev.danmaku.standalone.simulation;

import dev.danmaku.registry.ControlMessage;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.simulation.Fault.Kind;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what goes wrong, and brings it about. */
final class Faults {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration SPAN = Duration.ofSeconds(20);
    private static final Duration BURST = Duration.ofSeconds(3);
    private static final int KINDS_AT_MOST = 4;
    private static final int AT_MOST = 7;
    /** By then the registry is rebuilt, and everybody has written back. */
    private static final Duration REBUILDING = Duration.ofSeconds(40);

    private final World world;
    private final List<Fault> plan;

    private Faults(World world, List<Fault> plan) {
        this.world = world;
        this.plan = plan;
    }

    /** A few kinds, each once or more; often within seconds of each other. */
    static Faults draw(World world, SplittableRandom random) {
        var kinds = new ArrayList<Kind>();
        var many = 1 + random.nextInt(KINDS_AT_MOST);
        for (var i = 0; i < many; i++) {
            kinds.add(Kind.values()[random.nextInt(Kind.values().length)]);
        }
        var plan = new ArrayList<Fault>();
        var span = random.nextInt(3) == 0 ? SPAN : BURST;
        var count = many + random.nextInt(AT_MOST - many + 1);
        for (var i = 0; i < count; i++) {
            var kind = kinds.get(i < many ? i : random.nextInt(many));
            plan.add(new Fault(
                    kind,
                    FIRST.plusMillis(random.nextLong(span.toMillis())),
                    Duration.ofMillis(lasts(kind, random)),
                    random.nextInt(12)));
        }
        plan.sort(Comparator.comparing(Fault::at));
        return new Faults(world, List.copyOf(plan));
    }

    private static long lasts(Kind kind, SplittableRandom random) {
        var shortly = random.nextInt(2) == 0;
        return switch (kind) {
            case WORKER_FREEZES, DISPATCHER_FREEZES ->
                shortly ? 200 + random.nextLong(4_000) : 4_000 + random.nextLong(8_000);
            case WORKER_HANGS -> 1_000 + random.nextLong(25_000);
            case REDIS_LOSES_DATA -> random.nextLong(1_500);
            default -> shortly ? 50 + random.nextLong(1_000) : 1_000 + random.nextLong(9_000);
        };
    }

    List<Fault> plan() {
        return plan;
    }

    void schedule() {
        for (var fault : plan) {
            world.later(fault.at(), () -> {
                world.trace("FAULT", "%s", fault);
                begin(fault);
            });
        }
    }

    private void begin(Fault fault) {
        var target = fault.target();
        switch (fault.kind()) {
            case WORKER_DIES -> {
                var worker = worker(target);
                worker.kill();
                if (target % 3 != 0 || world.living().isEmpty()) {
                    world.later(fault.lasts(), world::startWorker);
                }
            }
            case WORKER_FREEZES -> freeze(worker(target).process(), fault.lasts());
            case DISPATCHER_FREEZES -> freeze(dispatcher(target).process(), fault.lasts());
            case WORKER_HANGS -> {
                var worker = worker(target);
                world.judge().outOfReach(worker.process(), fault.lasts());
                worker.hang(true);
                world.later(fault.lasts(), () -> worker.hang(false));
            }
            case REQUESTS_TO_REDIS_LOST -> {
                var process = process(target);
                unreachable(process, fault.lasts());
                process.loseRequests(true);
                world.later(fault.lasts(), () -> process.loseRequests(false));
            }
            case ANSWERS_OF_REDIS_LOST -> {
                var process = process(target);
                unreachable(process, fault.lasts());
                process.loseAnswers(true);
                world.later(fault.lasts(), () -> process.loseAnswers(false));
            }
            case CONTROL_CHANNEL_LOST -> {
                var worker = worker(target);
                unreachable(worker.process(), fault.lasts());
                world.switchboard().lose(worker.session(), true);
                world.later(fault.lasts(), () -> world.switchboard().lose(worker.session(), false));
            }
            case CHANNELS_CLOSE -> world.broker().closeChannels(worker(target).queue());
            case CUT_FROM_BROKER -> {
                var worker = worker(target);
                worker.process().cutFromBroker(true);
                world.broker().cut(worker.queue());
                world.later(fault.lasts(), () -> worker.process().cutFromBroker(false));
            }
            case BROKER_AWAY -> {
                world.broker().away(true);
                world.later(fault.lasts(), () -> world.broker().away(false));
            }
            case CONSUMER_TIMEOUT -> world.broker().timeOutConsumers(Duration.ofSeconds(1));
            case QUEUE_PURGED -> world.broker().purge(queue(target));
            case QUEUE_DELETED -> world.broker().delete(queue(target));
            case CONFIRMS_LOST -> {
                var process = process(target);
                process.loseConfirms(true);
                world.later(fault.lasts(), () -> process.loseConfirms(false));
            }
            case MESSAGES_LATE -> {
                var process = process(target);
                process.sendLate(true);
                world.later(fault.lasts(), () -> process.sendLate(false));
            }
            case ACKS_LOST -> {
                var worker = worker(target);
                worker.process().loseAcks(true);
                world.later(fault.lasts(), () -> {
                    worker.process().loseAcks(false);
                    world.broker().cut(worker.queue());
                });
            }
            case DISPATCHER_DIES -> {
                dispatcher(target).kill();
                world.later(fault.lasts(), world::startDispatcher);
            }
            case REDIS_LOSES_DATA -> loseData(fault);
            case REDIS_AWAY -> redisAway(fault.lasts());
            case TAKEN_OFF -> takeOff(fault);
            case STREAM_ENDS -> {
                var room = room(target);
                world.wishes().put(room, false);
                world.forgotten().said(room);
                world.site().end(room);
                if (target % 2 == 0) {
                    world.later(fault.lasts(), () -> stream(room));
                }
            }
            case STREAM_ANEW -> {
                var room = room(target);
                world.site().end(room);
                world.later(fault.lasts().dividedBy(8), () -> stream(room));
            }
            case SITE_REFUSES -> {
                var room = room(target);
                world.site().trouble(room, true);
                world.later(fault.lasts(), () -> world.site().trouble(room, false));
            }
            case WORKER_DRAINS -> {
                if (world.living().size() < 2 || target % 2 == 0) {
                    world.startWorker();
                }
                worker(target).drain();
            }
            case WORKER_JOINS -> world.startWorker();
            case WORKER_STANDS_BY -> {
                var worker = worker(target);
                if (world.living().size() < 2 || target % 2 == 0) {
                    world.startWorker();
                }
                world.pauses().tell(worker.session(), new ControlMessage.StandBy());
                world.later(
                        fault.lasts(),
                        () -> world.pauses().tell(worker.session(), new ControlMessage.GoOn()));
            }
            case ROOM_PAUSED -> pause(fault);
            case PLATFORM_PAUSED -> {
                var platform = room(target).platform();
                world.pauses().pause(platform);
                if (target % 3 != 0) {
                    world.later(fault.lasts(), () -> world.pauses().resume(platform));
                }
            }
            case ROOM_RETRIED -> world.wishes().keySet().forEach(world.pauses()::retry);
            case ROOM_MOVED -> world.pauses().move(room(target));
        }
    }

    /** For long, for a moment, or so shortly that its holder has not heard of it yet. */
    private void pause(Fault fault) {
        var room = room(fault.target());
        world.pauses().pause(room);
        switch (fault.target() % 3) {
            case 0 -> world.later(fault.lasts(), () -> world.pauses().resume(room));
            case 1 ->
                world.later(fault.lasts().dividedBy(20), () -> world.pauses().resume(room));
            default -> {}
        }
    }

    private void stream(RoomId room) {
        world.site().begin(room);
        world.add(room);
    }

    private void freeze(SimProcess process, Duration lasts) {
        process.freeze(true);
        world.site().silent(process, lasts);
        world.later(lasts, () -> {
            world.trace(process.name(), "wakes up");
            process.freeze(false);
        });
    }

    private void unreachable(SimProcess process, Duration lasts) {
        world.judge().outOfReach(process, lasts);
    }

    private void redisAway(Duration lasts) {
        world.judge().redisUnwell(lasts);
        world.redisAway(true);
        world.later(lasts, () -> world.redisAway(false));
    }

    private void loseData(Fault fault) {
        redisAway(fault.lasts());
        world.judge().redisUnwell(fault.lasts().plus(REBUILDING));
        world.redis().loseData();
        world.forgotten().lost(world.wishes().keySet(), world.site().held());
    }

    private void takeOff(Fault fault) {
        var room = room(fault.target());
        world.takeOff(room);
        if (fault.target() % 2 == 0) {
            world.later(fault.lasts(), () -> world.add(room));
        }
    }

    /** Everything is well again; what only a lost Redis knew, people say once more. */
    void heal() {
        world.trace("FAULT", "no more");
        if (world.redisAway()) {
            world.redisAway(false);
        }
        world.broker().away(false);
        for (var worker : world.workers()) {
            heal(worker.process());
            worker.hang(false);
            world.switchboard().lose(worker.session(), false);
        }
        world.dispatchers().forEach(dispatcher -> heal(dispatcher.process()));
        if (world.dispatchers().stream().noneMatch(SimDispatcher::alive)) {
            world.startDispatcher();
        }
        if (world.living().stream().allMatch(SimWorker::leaving)) {
            world.startWorker();
        }
        world.wishes().keySet().forEach(room -> world.site().trouble(room, false));
        world.pauses().goOn();
    }

    /** The manual's word on a lost Redis. */
    void repeatWishes() {
        for (var room : world.wishes().keySet()) {
            if (!world.forgotten().has(room)) {
                continue;
            }
            if (world.wanted(room)) {
                world.add(room);
            } else {
                world.takeOff(room);
            }
        }
        world.pauses().repeat();
    }

    private static void heal(SimProcess process) {
        process.freeze(false);
        process.loseRequests(false);
        process.loseAnswers(false);
        process.cutFromBroker(false);
        process.loseConfirms(false);
        process.sendLate(false);
        process.loseAcks(false);
    }

    private SimWorker worker(int target) {
        var living = world.living();
        return living.isEmpty() ? world.startWorker() : living.get(target % living.size());
    }

    private SimDispatcher dispatcher(int target) {
        var living = world.dispatchers().stream().filter(SimDispatcher::alive).toList();
        return living.isEmpty() ? world.startDispatcher() : living.get(target % living.size());
    }

    private SimProcess process(int target) {
        return target % 3 == 0 ? dispatcher(target).process() : worker(target).process();
    }

    private RoomId room(int target) {
        var rooms = List.copyOf(world.wishes().keySet());
        return rooms.get(target % rooms.size());
    }

    private String queue(int target) {
        var platform = room(target).platform();
        return target % 4 == 0 ? platform.handoverQueue() : platform.jobQueue();
    }
}
