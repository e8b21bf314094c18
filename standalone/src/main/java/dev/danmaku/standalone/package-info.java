/**
 * The {@code danmaku} command. {@link dev.danmaku.standalone.Main} finds the subcommand; each subcommand is one class that reads
 * its settings, builds a role, waits, and says with its exit code how it went. Standard output carries results only; what the
 * program does goes to standard error.
 */
@NullMarked
package dev.danmaku.standalone;

import org.jspecify.annotations.NullMarked;
