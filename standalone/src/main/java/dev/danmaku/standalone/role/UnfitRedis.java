package dev.danmaku.standalone.role;

/** The registry may not live in this Redis. The message says why, and how to mend it. */
public final class UnfitRedis extends RuntimeException {
    UnfitRedis(String reasons) {
        super("this Redis cannot hold the registry: " + reasons);
    }
}
