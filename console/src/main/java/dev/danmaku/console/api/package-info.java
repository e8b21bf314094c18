/**
 * What is answered under {@code /api/v1}: a class for each thing that is asked about. They read pictures, Redis and the store, and make
 * JSON of it: times are Unix milliseconds, numbers are numbers, what is not known is absent. What the answers look like stands in
 * {@code openapi.json}, which a test holds them to.
 */
@NullMarked
package dev.danmaku.console.api;

import org.jspecify.annotations.NullMarked;
