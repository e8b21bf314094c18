/** A whole cluster on this machine, to be measured from outside: private servers, real processes, the simulator. */
@NullMarked
package dev.danmaku.bench.cluster;

import org.jspecify.annotations.NullMarked;
