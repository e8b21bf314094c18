/**
 * The port that all simulated platforms share: a few event loops, HTTP and WebSocket, and the control API.
 *
 * <p>A request goes to the {@link dev.danmaku.simulator.net.Site} that owns its path; an upgrade leaves HTTP behind and
 * puts the site's own handler at the end of the socket's pipeline. Sites never see a request's bytes, and never block.
 */
@NullMarked
package dev.danmaku.simulator.net;

import org.jspecify.annotations.NullMarked;
