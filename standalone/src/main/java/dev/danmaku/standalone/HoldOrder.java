package dev.danmaku.standalone;

import dev.danmaku.registry.WorkerView;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Tells a worker to hold or to go on, until it says that it does: being told once more does no harm. */
final class HoldOrder {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    /** It says so by its next beat. */
    private static final Duration HEARS_WITHIN = Duration.ofSeconds(10);

    private static final int TELL_AGAIN = 8;

    private final Shell shell;
    private final OperatorFlags.Access access;

    HoldOrder(Shell shell, OperatorFlags.Access access) {
        this.shell = shell;
        this.access = access;
    }

    /** @return the exit code: whether it holds, without rooms, within the limit */
    int hold(String worker, Duration limit) throws InterruptedException {
        var session = chosen(worker).session();
        if (!tellUntil(
                session,
                () -> access.operator().standBy(session),
                view -> view.health().standingBy())) {
            return Exit.FAILED;
        }
        if (until(
                limit,
                () -> view(session).filter(view -> view.rooms() == 0).isPresent(),
                () -> true)) {
            shell.out().println(session + " holds, and has no room");
            return Exit.OK;
        }
        shell.err()
                .println("danmaku: %s holds, and still has rooms; it goes on giving them away"
                        .formatted(session));
        return Exit.FAILED;
    }

    int goOn(String worker) throws InterruptedException {
        var session = chosen(worker).session();
        if (!tellUntil(
                session,
                () -> access.operator().goOn(session),
                view -> !view.health().standingBy())) {
            return Exit.FAILED;
        }
        shell.out().println(session + " takes rooms");
        return Exit.OK;
    }

    private boolean tellUntil(String session, BooleanSupplier tell, Predicate<WorkerView> done)
            throws InterruptedException {
        if (!tell.getAsBoolean()) {
            shell.err().println("danmaku: " + session + " does not listen; is it hung?");
            return false;
        }
        if (until(HEARS_WITHIN, () -> view(session).filter(done).isPresent(), tell)) {
            return true;
        }
        shell.err().println("danmaku: " + session + " was told, and does not say that it heard");
        return false;
    }

    private boolean until(Duration limit, BooleanSupplier done, BooleanSupplier again)
            throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        for (var round = 1; System.nanoTime() < end; round++) {
            if (done.getAsBoolean()) {
                return true;
            }
            if (round % TELL_AGAIN == 0 && !again.getAsBoolean()) {
                return false;
            }
            if (shell.stop().requestedWithin(LOOK_AGAIN)) {
                return false;
            }
        }
        return false;
    }

    private Optional<WorkerView> view(String session) {
        return access.reader().workers().stream()
                .filter(worker -> worker.session().equals(session))
                .findFirst();
    }

    private WorkerView chosen(String worker) {
        var living =
                access.reader().workers().stream().filter(WorkerView::alive).toList();
        return ChosenWorker.of(worker, living, WorkerView::session);
    }
}
