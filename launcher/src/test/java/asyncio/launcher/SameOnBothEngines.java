package asyncio.launcher;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Marks a test of what no engine changes (what a program says and accepts, how it is compiled and
 * found), or whose program a neighbour runs on the other engine as well: one run is enough.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast")
@interface SameOnBothEngines {}
