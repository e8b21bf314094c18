package dev.danmaku.simulator.net;

import java.util.concurrent.CompletionStage;

/** The part of the port that is not simulated: how others look at the simulator and steer it. */
public interface Control {

    boolean owns(String path);

    /** Never fails: mistakes are answers. */
    CompletionStage<Answer> answer(Request request);
}
