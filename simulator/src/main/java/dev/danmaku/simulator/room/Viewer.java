package dev.danmaku.simulator.room;

/**
 * A person in the audience.
 *
 * @param id the platform's public name for the account, e.g. {@code 3x} and 13 letters or digits
 * @param number the account's numeric id
 * @param deviceHash base64 of 4 bytes
 */
public record Viewer(String id, long number, String name, String deviceHash) {}
