package dev.danmaku.bench.beside;

import java.util.Locale;

/** How rooms are watched. */
public enum Way {
    OURS("danmaku-cluster"),
    PREFORK("Celery prefork"),
    /** With the two settings that Celery's manual has for tasks that must not be lost or doubled. */
    TUNED("Celery prefork, tuned"),
    GEVENT("Celery gevent"),
    ASYNCIO("asyncio client");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
