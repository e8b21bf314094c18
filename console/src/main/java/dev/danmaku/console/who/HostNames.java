package dev.danmaku.console.who;

import dev.danmaku.config.ConsoleSettings;
import dev.danmaku.console.web.Problem;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names by which the console may be called. A page of somebody else that had its own name rebound to this address uses another. */
final class HostNames {
    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;
    private final boolean any;

    private HostNames(Set<String> names, boolean any) {
        this.names = names;
        this.any = any;
    }

    static HostNames of(ConsoleSettings settings) {
        var names = new HashSet<String>();
        names.add(bracketed(settings.address()));
        settings.hosts().forEach(host -> names.add(bracketed(host)));
        var loopback = isLoopback(settings.address());
        if (loopback) {
            names.addAll(OF_THIS_MACHINE);
        }
        // elsewhere everybody has to log in, and a cookie is for the name that it was got by
        return new HostNames(names, !loopback && settings.hosts().isEmpty());
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Whether only this machine can call the address. */
    static boolean isLoopback(String address) {
        try {
            for (var each : InetAddress.getAllByName(address)) {
                if (!each.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    void check(@Nullable String host) {
        if (host == null || (!any && !names.contains(name(host)))) {
            throw Problem.forbidden(
                    "The console is not called by this name; danmaku.console.hosts lists more names");
        }
    }

    private static String name(String host) {
        var colon = host.lastIndexOf(':');
        var name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether an action's origin is the host that it was sent to. */
    static boolean isSame(String origin, @Nullable String host) {
        try {
            var authority = URI.create(origin).getRawAuthority();
            return host != null && authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
