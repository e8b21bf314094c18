package dev.danmaku.standalone.management;

/** The names of signs that mean the same for every role. */
public final class Names {
    public static final String REDIS = "redis";
    public static final String BROKER = "broker";
    /** Not good while a role gives its work away. */
    public static final String DRAIN = "drain";

    private Names() {}
}
