package dev.danmaku.standalone.cluster;

import org.junit.jupiter.api.Tag;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test waits much more than it works, and judges no moment shorter than some seconds: the build runs several of these at a
 * time, each in a JVM with servers of its own. All others run one after the other.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("patient")
public @interface Patient {}
