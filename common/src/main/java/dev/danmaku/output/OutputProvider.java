package dev.danmaku.output;

import java.nio.file.Path;
import java.util.Map;

/** Makes an output of one's own. Found by {@link java.util.ServiceLoader}. */
public interface OutputProvider {

    /** As {@code danmaku.sinks} names it: small letters, digits and {@code -}. */
    String name();

    /**
     * Opens it. A server that is away is no reason to fail: {@link EventOutput#write} says so, and is asked again.
     *
     * @param dataFolder of the worker, which may hold a folder of the output's
     * @param options of this output, from {@code danmaku.sinks.options}
     * @throws IllegalArgumentException if an option is missing or wrong, with a sentence that says how to mend it
     */
    EventOutput open(Path dataFolder, Map<String, String> options);
}
