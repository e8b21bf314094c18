/**
 * Who may do what with the console. On a loopback address nobody has to log in unless a token or users are given; on any other address
 * there have to be some, or it does not start.
 *
 * <p>Against other pages in the same browser: a request names a host that we are called by (a name that was rebound to this address is
 * none), an action comes from our own origin, as JSON, with a token that only our page can have read; cookies are for this site alone and
 * no script sees them. Against guessing: passwords are kept as slow digests, comparing takes the same time whatever is wrong, failures
 * make their address wait.
 *
 * <p>Where nobody logs in, all pages of a process get the same token: whoever could steal it, by opening this port of this machine, may do
 * everything without it. What the token keeps out, other sites in the same browser, cannot read it, whoever's it is; one for each browser
 * would only make scripts carry cookies. Who logs in has one of their own.
 */
@NullMarked
package dev.danmaku.console.who;

import org.jspecify.annotations.NullMarked;
