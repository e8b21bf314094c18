package dev.danmaku.standalone.deploy;

import java.util.OptionalDouble;

/** Rooms of a platform that want a slot, and how many slots dispatchers ask for, second by second. */
interface Load {
    int seconds();

    int rooms(int second);

    /** Asked for each second in turn; empty where nobody can read it. */
    OptionalDouble asked(int second);
}
