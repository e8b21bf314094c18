/**
 * Who may do what with the console. On a loopback address nobody has to log in unless a token or users are given; on any other address
 * there have to be some, or it does not start.
 *
 * <p>Against other pages in the same browser: a request names a host that we are called by (a name that was rebound to this address is
 * none), an action comes from our own origin, as JSON, with a token that only our page can have read; cookies are for this site alone and
 * no script sees them. Against guessing: passwords are kept as slow digests, comparing takes the same time whatever is wrong, failures
 * make their address wait.
 */
@NullMarked
package dev.danmaku.console.who;

import org.jspecify.annotations.NullMarked;
