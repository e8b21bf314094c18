package dev.danmaku.standalone.management;

import java.util.List;

/** Asked for each answer, on the one thread that answers: tells what is known and waits for nobody. */
@FunctionalInterface
public interface Signs {
    List<Sign> now();
}
