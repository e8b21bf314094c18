/** The dispatcher against a real Redis and a real RabbitMQ, and its parts by themselves. */
@NullMarked
package dev.danmaku.dispatcher;

import org.jspecify.annotations.NullMarked;
