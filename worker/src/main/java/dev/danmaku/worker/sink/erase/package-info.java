/**
 * Takes a person out of what this worker's disk holds: {@link dev.danmaku.worker.sink.erase.FileErasure} out of the event files,
 * {@link dev.danmaku.worker.sink.erase.SpoolErasure} out of what waits for a sink. Workers may run meanwhile: what they append to is
 * changed in place, blanks over what goes, and what is compressed is made anew in the housekeeper's turn. Events that are in a worker's
 * memory at that moment are written afterwards.
 */
@NullMarked
package dev.danmaku.worker.sink.erase;

import org.jspecify.annotations.NullMarked;
