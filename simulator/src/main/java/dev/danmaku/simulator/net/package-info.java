/**
 * Ports and who answers on them: a few event loops, for each {@link dev.danmaku.simulator.net.Site} a port for HTTP and
 * WebSocket, for some one for plain TCP, and the control API on the first.
 *
 * <p>Platforms have ports of their own since their paths are told apart by nothing but the host's name, which is the
 * same for all here. An upgrade leaves HTTP behind and puts the site's own handler at the end of the socket's pipeline.
 * Sites never see a request's bytes, and never block.
 */
@NullMarked
package dev.danmaku.simulator.net;

import org.jspecify.annotations.NullMarked;
