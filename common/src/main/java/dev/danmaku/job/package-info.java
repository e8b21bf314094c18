/** Work as it travels on RabbitMQ: one {@link dev.danmaku.job.Job} is one message, "watch this room until its stream ends". */
@NullMarked
package dev.danmaku.job;

import org.jspecify.annotations.NullMarked;
