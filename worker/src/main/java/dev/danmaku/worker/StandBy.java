package dev.danmaku.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person told the worker to give its rooms away and to take none, until it is told to go on. What nobody takes it keeps: it does not
 * stop. Owned by the worker thread.
 */
final class StandBy {
    private static final Logger LOG = LoggerFactory.getLogger(StandBy.class);

    private final Windows windows;
    private final Intake intake;
    private final Giver giver;
    private final Crew crew;
    private final Runnable beatNow;
    private volatile boolean underWay;

    StandBy(Windows windows, Intake intake, Giver giver, Crew crew, Runnable beatNow) {
        this.windows = windows;
        this.intake = intake;
        this.giver = giver;
        this.crew = crew;
        this.beatNow = beatNow;
    }

    /** From any thread. */
    boolean underWay() {
        return underWay;
    }

    /** Told twice is as good as once. */
    void begin() {
        if (underWay) {
            return;
        }
        LOG.info("stands by: its rooms are for others, until it is told to go on");
        underWay = true;
        windows.stopTaking();
        intake.stop();
        giver.drain();
        beatNow.run();
        crew.lookAnew();
    }

    /** The next step. */
    void goOn() {
        crew.lookSoon();
        if (!crew.alone()) {
            giver.step(crew.share());
        }
    }

    void end() {
        if (!underWay) {
            return;
        }
        LOG.info("takes rooms again");
        underWay = false;
        giver.keepAll();
        intake.goOn();
        windows.takeAgain();
        beatNow.run();
    }
}
