/**
 * The registry's contract, one class for each verb, and the servers it is run on.
 *
 * <p>A server's test extends each of the {@code ...Contract} classes and hands it a client; see {@link
 * dev.danmaku.registry.RegistryFixture}.
 */
@NullMarked
package dev.danmaku.registry;

import org.jspecify.annotations.NullMarked;
