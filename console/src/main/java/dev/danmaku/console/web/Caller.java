package dev.danmaku.console.web;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param role null where nobody has logged in and a login is needed
 * @param user null where nobody has a name
 * @param csrf what has to come with every action of this caller; null where nothing has to
 * @param session of a login; null where there is none
 */
public record Caller(
        @Nullable Role role,
        @Nullable String user,
        @Nullable String csrf,
        @Nullable String session) {}
