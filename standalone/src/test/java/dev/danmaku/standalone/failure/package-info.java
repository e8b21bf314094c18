/** What the cluster does when something breaks: one class for each row of the table of failures in ARCHITECTURE.md. */
@NullMarked
package dev.danmaku.standalone.failure;

import org.jspecify.annotations.NullMarked;
