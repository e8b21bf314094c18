package dev.danmaku.config;

/** For whom a process logs. */
public enum LogFormat {
    /** For people: a line each. */
    TEXT,
    /** For machines: a JSON object on a line each. */
    JSON
}
