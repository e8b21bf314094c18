/**
 * What is counted: {@link dev.danmaku.metric.Metric} names everything once, with its labels. No room is ever a label, and what a stranger
 * chooses, such as the name of a message, passes through {@link dev.danmaku.metric.LabelValues}: the number of series does not depend on
 * what is watched.
 */
@NullMarked
package dev.danmaku.metric;

import org.jspecify.annotations.NullMarked;
