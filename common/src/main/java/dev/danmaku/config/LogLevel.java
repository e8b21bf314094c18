package dev.danmaku.config;

/** How much a process tells of what it does. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
