/**
 * A look at a running cluster: as tables and sentences for people, as JSON for scripts. It reads, and changes nothing; a server that
 * does not answer is part of what is told.
 */
@NullMarked
package dev.danmaku.look;

import org.jspecify.annotations.NullMarked;
