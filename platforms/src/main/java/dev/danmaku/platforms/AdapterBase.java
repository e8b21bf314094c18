package dev.danmaku.platforms;

import dev.danmaku.config.PlatformSettings;
import dev.danmaku.room.Platform;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the adapter of any platform says from its settings alone, and its one close. */
public abstract class AdapterBase implements PlatformAdapter {
    private final Platform platform;
    private final PlatformSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();

    protected AdapterBase(Platform platform, PlatformSettings settings) {
        this.platform = platform;
        this.settings = settings;
    }

    @Override
    public final Platform platform() {
        return platform;
    }

    @Override
    public final double connectsPerSecond() {
        return settings.connectsPerSecond();
    }

    @Override
    public final int maxConnections() {
        return settings.maxConnections();
    }

    /** For the socket. The operator's comes first, read anew each time. */
    protected final Optional<String> token(Found found) {
        var given = settings.token().value();
        return given.isPresent() ? given : Optional.ofNullable(found.token());
    }

    /** Closing twice is fine. */
    @Override
    public final void close() {
        if (!closed.getAndSet(true)) {
            closeAll();
        }
    }

    /** Closes what the adapter opened; called once. */
    protected abstract void closeAll();
}
