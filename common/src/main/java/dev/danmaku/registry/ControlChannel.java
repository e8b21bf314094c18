package dev.danmaku.registry;

import java.util.List;
import java.util.function.Consumer;

/**
 * Every worker listens on a channel of its own; anybody may speak to it. What is said while nobody listens is lost. Calls that speak
 * or ask throw {@link RegistryUnavailable} where Redis does not answer; then nothing is known of whether it was heard.
 */
public interface ControlChannel extends AutoCloseable {

    /**
     * Says something to a session.
     *
     * @return how many heard it: 0 means that nobody listens there
     */
    long tell(String session, ControlMessage message);

    /** The sessions that can be heard. */
    List<String> listening();

    /**
     * Listens for a session, and goes on doing so until closed. Once at most.
     *
     * @param consumer called on a thread of the channel's, which it must not block
     * @param subscribed called whenever listening begins (again)
     */
    void listen(String session, Consumer<ControlMessage> consumer, Runnable subscribed);

    @Override
    void close();
}
