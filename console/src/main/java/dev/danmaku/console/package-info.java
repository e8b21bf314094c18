/**
 * The console: a page, a REST API and live data over the registry, the queues' figures and the store. It reads what is there and asks
 * for changes by the means that anybody has; dispatchers and workers never wait for it, nor know whether there is one.
 *
 * <pre>
 *   registry, workers, rates --(one poller)--&gt; picture --&gt; REST, `overview` --\
 *   Redis channels of rooms that somebody looks at --&gt; live (rings) -----------&gt; browsers
 *   store --(few threads, limited in time)--&gt; search, report, export ---------/
 * </pre>
 *
 * However many pages are open, Redis is read once; a page that does not read costs what its socket buffers.
 */
@NullMarked
package dev.danmaku.console;

import org.jspecify.annotations.NullMarked;
