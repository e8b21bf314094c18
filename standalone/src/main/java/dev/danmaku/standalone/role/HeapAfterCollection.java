package dev.danmaku.standalone.role;

import com.sun.management.GarbageCollectionNotificationInfo;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** How full the heap was after the last collection: what is in use in between is mostly garbage. */
final class HeapAfterCollection {
    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName())
            .collect(Collectors.toUnmodifiableSet());
    private volatile @Nullable Integer percent;

    private HeapAfterCollection() {}

    /** Listens from now on, for as long as the process runs. */
    static HeapAfterCollection watched() {
        var heap = new HeapAfterCollection();
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, handback) -> heap.collected(notification), null, null);
            }
        }
        return heap;
    }

    private void collected(Notification notification) {
        if (notification
                        .getType()
                        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            after(GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc());
        }
    }

    private void after(Map<String, MemoryUsage> usage) {
        var used = usage.entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        percent = Math.toIntExact(used * 100 / Runtime.getRuntime().maxMemory());
    }

    /** Null before the first collection. */
    @Nullable Integer percent() {
        return percent;
    }
}
