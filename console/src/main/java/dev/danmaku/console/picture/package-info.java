/**
 * How the cluster is, as the console last saw it. One thread reads the registry page by page, another the queues, a third hears the rates
 * that workers publish; each leaves an immutable {@link dev.danmaku.console.picture.Picture} or a small table that any number of requests
 * read. The more there is to read, the seldomer it is read: the registry is asked for a tenth of the time at most.
 */
@NullMarked
package dev.danmaku.console.picture;

import org.jspecify.annotations.NullMarked;
