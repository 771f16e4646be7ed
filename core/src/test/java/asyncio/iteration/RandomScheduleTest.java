package asyncio.iteration;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.NoLeaks;
import asyncio.support.RandomPrograms;
import asyncio.task.CancelledError;
import asyncio.task.Outcome;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Random programs of several tasks over shared generators, cancelled at random, from seeds. */
@ExtendWith(NoLeaks.class)
class RandomScheduleTest {

  private static final int PROGRAMS = RandomPrograms.COUNT;

  @Test
  void noItemIsLostOrDoubledAndEveryBodyEndsOnce() {
    int taken = 0;
    int cancelled = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Program program = new Program(seed);
      run(program::play);
      program.check();
      taken += program.taken;
      cancelled += program.cancelled;
    }
    assertThat(taken).as("items, or the programs do nothing").isGreaterThan(PROGRAMS);
    assertThat(cancelled).as("cancellations").isGreaterThan(PROGRAMS / 10);
  }

  private static final class Program {

    private final int seed;
    private final Random random;
    private final List<Shared> generators = new ArrayList<>();
    private int taken;
    private int cancelled;

    Program(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void play() {
      for (int i = random.nextInt(3); i >= 0; i--) {
        generators.add(new Shared());
      }
      List<Task<@Nullable Void>> tasks = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        tasks.add(createTask(this::useGenerators));
      }
      for (int i = random.nextInt(10); i > 0; i--) {
        pause(random.nextInt(3));
        if (random.nextInt(4) == 0) {
          tasks.get(random.nextInt(tasks.size())).cancel();
        }
      }
      gatherOutcomes(tasks).forEach(this::checkOutcome);
      if (random.nextBoolean()) { // else run closes what is left
        generators.forEach(shared -> shared.generator.close());
      }
    }

    private void checkOutcome(Outcome<?> outcome) {
      if (outcome instanceof Outcome.Failure<?>(Throwable failure)) {
        assertThat(failure).as("program %d", seed).isInstanceOf(CancelledError.class);
        cancelled++;
      }
    }

    private void useGenerators() {
      for (int i = random.nextInt(12); i > 0; i--) {
        generators.get(random.nextInt(generators.size())).use();
      }
    }

    private void pause(int turns) {
      for (int i = 0; i < turns; i++) {
        sleep(ZERO);
      }
    }

    void check() {
      for (Shared shared : generators) {
        assertThat(shared.received).as("items of program %d", seed).isEqualTo(shared.yielded);
        assertThat(shared.ends).as("ends of program %d", seed).isEqualTo(shared.begins);
        assertThat(shared.begins).as("begins of program %d", seed).isLessThanOrEqualTo(1);
      }
    }

    /** A generator, perhaps through others, with a record of both sides. */
    private final class Shared {

      private final List<Integer> yielded = new ArrayList<>();
      private final List<Integer> received = new ArrayList<>();
      private final int length = random.nextInt(10);
      private final AsyncGenerator<Integer, ?> generator = wrap(generator(this::body));
      private int begins;
      private int ends;
      private @Nullable Task<?> user;

      private AsyncGenerator<Integer, ?> wrap(AsyncGenerator<Integer, ?> inner) {
        return random.nextInt(3) > 0
            ? inner
            : generator(
                out -> {
                  try (inner) {
                    for (int item : inner) {
                      out.yield(item);
                    }
                  }
                });
      }

      private void body(Yielder<Integer, ?> out) {
        begins++;
        try {
          for (int i = 0; i < length; i++) {
            pauseAndPerhapsDecline();
            yielded.add(i);
            out.yield(i);
          }
        } finally {
          ends++;
          pause(random.nextInt(2));
        }
      }

      private void pauseAndPerhapsDecline() {
        try {
          pause(random.nextInt(3));
        } catch (CancelledError cancelled) {
          if (random.nextInt(3) > 0) {
            throw cancelled;
          }
        }
      }

      void use() {
        Task<?> inside = user;
        if (inside != null) {
          assertThatRefused(inside);
          return;
        }
        user = currentTask();
        try {
          if (random.nextInt(12) == 0) {
            generator.close();
          } else {
            receive();
          }
        } finally {
          user = null;
        }
      }

      private void receive() {
        try {
          received.add(generator.anext());
          taken++;
        } catch (StopAsyncIteration end) {
          assertThat(ends).as("ends of program %d", seed).isEqualTo(begins);
        }
      }

      private void assertThatRefused(Task<?> inside) {
        try {
          generator.anext();
          throw new AssertionError("program " + seed + ": " + inside + " is inside, too");
        } catch (IllegalStateException refused) {
          assertThat(refused).hasMessageContaining(inside.getName() + " is inside");
        }
      }
    }
  }
}
