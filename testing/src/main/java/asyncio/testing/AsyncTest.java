package asyncio.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method for JUnit that is a coroutine, in the place of {@code @Test}. It and the methods
 * before and after each test run as tasks of one fresh loop.
 *
 * <p>When all of them have ended, an audit fails the test if a task, a timer, a socket, a thread, a
 * child process or a failure that nobody has asked for is left. A failing test tells what every
 * task was doing.
 *
 * <p>With {@code @ParameterizedTest}, {@code @RepeatedTest} and the like it stands beside them.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AsyncExtension.class)
public @interface AsyncTest {

  /** How time passes. */
  TimeMode time() default TimeMode.AUTO_JUMP;

  /** In how many real seconds the test must have ended, all schedules together. */
  int deadlineSeconds() default 60;

  /**
   * How many schedules to try. The first is asyncio's own; in the others, the order in which ready
   * tasks run is random, by the seeds 1, 2, 3 and so on. Each runs on an instance of the test class
   * of its own, made by its constructor; extensions that fill fields do not see it.
   */
  int schedules() default 1;

  /** The schedules to try instead, by their seeds; 0 is asyncio's own. */
  long[] seeds() default {};

  /** On which engines the test makes sense; on others it is skipped. */
  EngineKind[] engines() default {EngineKind.FAST, EngineKind.PORTABLE};
}
