/** Before the sinks: after a pause of this process nothing is told of a room that may be another's by now. */
@NullMarked
package dev.danmaku.worker.sink.fence;

import org.jspecify.annotations.NullMarked;
