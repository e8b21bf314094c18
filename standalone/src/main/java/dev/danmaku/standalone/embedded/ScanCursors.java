package dev.danmaku.standalone.embedded;

import com.github.fppt.jedismock.datastructures.Slice;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cursors that keep Redis' promise: a member that is there from the first step to the last is answered at least once,
 * whatever is added or removed meanwhile. Each scan goes over a copy of the members' names made at its first step; its cursor
 * is a number that finds the copy again. A scan left alone for too long is forgotten and begins anew, which answers members
 * twice but never passes one over.
 */
final class ScanCursors {
    private static final int MAX_OPEN_SCANS = 64;

    private final Map<Long, Scan> open = new LinkedHashMap<>();
    private long lastCursor;

    private record Scan(Slice key, List<Slice> members, int position) {}

    /**
     * What one step found.
     *
     * @param cursor for the next step; 0 where this was the last
     * @param members may be gone by now
     */
    record Step(long cursor, List<Slice> members) {}

    synchronized Step next(ScanRequest request, Collection<Slice> members) {
        var known = open.remove(request.cursor());
        var scan = known != null && known.key().equals(request.key())
                ? known
                : new Scan(request.key(), List.copyOf(members), 0);
        var end = (int) Math.min(
                (long) scan.position() + request.count(), scan.members().size());
        var found = scan.members().subList(scan.position(), end).stream()
                .filter(member -> request.match().matcher(member.toString()).matches())
                .toList();
        return new Step(keep(scan, end), found);
    }

    private long keep(Scan scan, int end) {
        if (end == scan.members().size()) {
            return 0;
        }
        if (open.size() == MAX_OPEN_SCANS) {
            open.remove(open.keySet().iterator().next());
        }
        lastCursor++;
        open.put(lastCursor, new Scan(scan.key(), scan.members(), end));
        return lastCursor;
    }
}
