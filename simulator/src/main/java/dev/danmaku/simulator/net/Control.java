package dev.danmaku.simulator.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The part of the port that is not simulated: how others look at the simulator and steer it. */
public interface Control {
    /** For ports that are only looked at as a platform. */
    Control NONE = new Control() {
        @Override
        public boolean owns(String path) {
            return false;
        }

        @Override
        public CompletionStage<Answer> answer(Request request) {
            return CompletableFuture.completedStage(Answer.text(404, "no control here\n"));
        }
    };

    boolean owns(String path);

    /** Never fails: mistakes are answers. */
    CompletionStage<Answer> answer(Request request);
}
