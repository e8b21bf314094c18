/** What lies in {@code deploy/k8s}, as far as it can be checked without a Kubernetes. */
@NullMarked
package dev.danmaku.standalone.deploy;

import org.jspecify.annotations.NullMarked;
