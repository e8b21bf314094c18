package dev.danmaku.standalone;

import java.util.List;
import java.util.function.Function;

/** Which worker a name on the command line means: a session, or the beginning of one that no other has. */
final class ChosenWorker {
    private ChosenWorker() {}

    /** @throws IllegalArgumentException where it is none, or several */
    static <T> T of(String name, List<T> living, Function<T, String> session) {
        var named = living.stream()
                .filter(one -> session.apply(one).startsWith(name))
                .toList();
        var exact =
                named.stream().filter(one -> session.apply(one).equals(name)).findFirst();
        if (exact.isPresent() || named.size() == 1) {
            return exact.orElseGet(named::getFirst);
        }
        var known = living.stream().map(session).sorted().toList();
        throw new IllegalArgumentException(
                named.isEmpty()
                        ? "no living worker is called '%s'; there are %s".formatted(name, known)
                        : "'%s' is the beginning of several workers; there are %s"
                                .formatted(name, known));
    }
}
