package asyncio.resource;

import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.RandomPrograms;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Random resources that suspend, fail, swallow, replace and are cancelled anywhere: what the
 * library makes of them is what plain {@code try} statements do.
 */
class RandomNestingTest {

  private static final int PROGRAMS = RandomPrograms.COUNT;

  private static void compare(Function<NestedProgram, Execution> way) {
    run(
        () -> {
          for (int seed = 0; seed < PROGRAMS; seed++) {
            NestedProgram program = NestedProgram.random(new Random(seed));
            List<String> expected = new TryStatements(program).trace();
            assertThat(way.apply(program).trace())
                .as("seed %d: %s", seed, program)
                .isEqualTo(expected);
          }
        });
  }

  @Test
  void anExitStack() {
    compare(Resources.InStack::new);
  }

  @Test
  void withInWith() {
    compare(Resources.InWith::new);
  }
}
