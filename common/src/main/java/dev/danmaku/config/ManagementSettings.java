package dev.danmaku.config;

/**
 * Where a process tells machines how it is: keys {@code danmaku.management.*}.
 *
 * @param address that it listens on: a host name or an IP address
 * @param port 0 for none
 */
public record ManagementSettings(String address, int port) {
    /** Nothing listens: several processes share a laptop. */
    public static final ManagementSettings DEFAULTS = new ManagementSettings("127.0.0.1", 0);

    public boolean wanted() {
        return port != 0;
    }
}
