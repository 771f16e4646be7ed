package asyncio.iteration;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.context.Context;
import asyncio.context.ContextVar;
import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In which task, context and thread a generator's body runs, and what happens to it there. */
@ExtendWith(NoLeaks.class)
class GeneratorInTasksTest {

  private static final ContextVar<String> VAR = ContextVar.of("var", "unset");
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  /** Yields the task that asks, before and after a suspension. */
  private static AsyncGenerator<List<@Nullable Task<?>>, ?> askers() {
    return generator(
        out -> {
          while (true) {
            Task<?> before = currentTask();
            sleep(ZERO);
            out.yield(List.of(before, currentTask()));
          }
        });
  }

  @Test
  void eachStepRunsInTheTaskThatAsks() {
    run(
        () -> {
          var generator = askers();
          for (int i = 0; i < 20; i++) {
            Task<?> other =
                createTask(() -> assertThat(generator.anext()).containsOnly(currentTask()));
            other.await();
            assertThat(generator.anext()).containsOnly(currentTask());
          }
          generator.close();
        });
  }

  /** Compiled code keeps what {@code Thread.currentThread()} gave: it must not change in a body. */
  @Test
  void compiledBodiesSeeTheTaskThatAsks() {
    run(
        () -> {
          AsyncGenerator<Task<?>, ?> generator =
              generator(
                  out -> {
                    while (true) {
                      out.yield(currentTask());
                    }
                  });
          Action steps =
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  assertThat(generator.anext() == currentTask()).isTrue();
                }
              };
          createTask(steps).await();
          createTask(steps).await();
          generator.close();
        });
  }

  @Test
  void eachStepRunsInTheContextOfTheTaskThatAsks() {
    run(
        () -> {
          AsyncGenerator<String, ?> generator =
              generator(
                  out -> {
                    while (true) {
                      String seen = VAR.get();
                      VAR.set("the body was here");
                      out.yield(seen);
                    }
                  });
          VAR.set("main");
          assertThat(generator.anext()).isEqualTo("main");
          assertThat(VAR.get()).isEqualTo("the body was here");
          createTask(
                  TaskOptions.in(new Context()),
                  () -> {
                    assertThat(generator.anext()).isEqualTo("unset");
                    return VAR.get();
                  })
              .await();
          generator.close();
        });
  }

  @Test
  void yieldingInsideOfContextRunIsRefused() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator =
              generator(out -> new Context().run(() -> out.yield(1)));
          assertIllegalState(
              generator::anext, "cannot yield", "inside of Context.run", "yield after it");
          VAR.set("the context is as before");
        });
  }

  @Test
  void twoTasksAtOnceAreRefusedByName() {
    run(
        () -> {
          Future<Integer> item = createFuture();
          AsyncGenerator<Integer, ?> generator = generator(out -> out.yield(item.await()));
          Task<Integer> first = createTask("first", generator::anext);
          Task<?> second =
              createTask(
                  "second",
                  () -> {
                    for (Action use :
                        List.<Action>of(
                            generator::anext,
                            generator::close,
                            () -> generator.throwInto(new CancelledError()),
                            () -> generator.forEach(_ -> {}))) {
                      assertIllegalState(
                          use::run,
                          "one task at a time may",
                          "second cannot use " + generator + " while first is inside",
                          "share the items with a queue");
                    }
                  });
          second.await();
          item.setResult(5);
          assertThat(first.await()).isEqualTo(5);
          generator.close();
        });
  }

  @Test
  void itsOwnBodyCannotUseIt() {
    run(
        () -> {
          List<AsyncGenerator<Integer, ?>> self = new ArrayList<>();
          self.add(generator(out -> out.yield(self.getFirst().anext())));
          assertThatThrownBy(self.getFirst()::anext)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is inside");
        });
  }

  @Test
  void aCancellationStrikesInsideTheBody() {
    run(
        () -> {
          List<String> events = new ArrayList<>();
          AsyncGenerator<Integer, ?> generator =
              generator(
                  out -> {
                    try {
                      createFuture().await();
                    } finally {
                      sleep(ZERO);
                      events.add("body");
                    }
                  });
          Task<?> task =
              createTask(
                  () -> {
                    try {
                      generator.anext();
                    } finally {
                      events.add("task");
                    }
                  });
          sleep(ZERO);
          task.cancel();
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
          assertThat(events).containsExactly("body", "task");
          assertThat(anext(generator, -1)).isEqualTo(-1);
        });
  }

  @Test
  void aBodyMayDeclineACancellation() {
    run(
        () -> {
          AsyncGenerator<String, ?> generator =
              generator(
                  out -> {
                    try {
                      createFuture().await();
                    } catch (CancelledError declined) {
                      out.yield("declined");
                    }
                  });
          Task<String> task = createTask(generator::anext);
          sleep(ZERO);
          task.cancel();
          assertThat(task.await()).isEqualTo("declined");
          generator.close();
        });
  }

  @Test
  void steppingGivesWayToNobody() {
    run(
        () -> {
          List<String> events = new ArrayList<>();
          getRunningLoop().callSoon(() -> events.add("callback"));
          AsyncGenerator<Integer, ?> generator =
              generator(out -> IntStream.range(0, 3).forEach(out::yield));
          for (int item : generator) {
            events.add("item " + item);
          }
          sleep(ZERO);
          assertThat(events).containsExactly("item 0", "item 1", "item 2", "callback");
        });
  }

  @Test
  void aBodyMayStartTasksEagerly() {
    run(
        () -> {
          AsyncGenerator<String, ?> generator =
              generator(
                  out -> {
                    Task<String> eager = createTask(TaskOptions.eager(), () -> "ran");
                    assertThat(eager.done()).isTrue();
                    out.yield(eager.result());
                  });
          assertThat(generator.anext()).isEqualTo("ran");
          generator.close();
        });
  }

  private static AsyncIterator<Integer> passOn(AsyncIterator<Integer> source) {
    return generator(
        out -> {
          for (int item : source) {
            sleep(ZERO);
            out.yield(item + 1);
          }
        });
  }

  @Test
  void generatorsOfGeneratorsGoDeep() {
    run(
        () -> {
          AsyncIterator<Integer> deep = generator(out -> IntStream.range(0, 3).forEach(out::yield));
          int depth = 1_000;
          for (int i = 0; i < depth; i++) {
            deep = passOn(deep);
          }
          List<Integer> items = new ArrayList<>();
          for (int item : deep) {
            items.add(item);
          }
          assertThat(items).containsExactly(depth, depth + 1, depth + 2);
        });
  }

  @Test
  void scopedValuesStayOnTheirSide() {
    run(
        () -> {
          AsyncGenerator<Boolean, ?> generator =
              generator(
                  out -> {
                    out.yield(SCOPED.isBound());
                    ScopedValue.where(SCOPED, "the body's").run(() -> out.yield(true));
                  });
          ScopedValue.where(SCOPED, "the caller's")
              .run(
                  () -> {
                    assertThat(generator.anext()).isFalse();
                    generator.anext();
                    assertThat(SCOPED.get()).isEqualTo("the caller's");
                  });
          assertThat(SCOPED.isBound()).isFalse();
          generator.close();
        });
  }

  @Test
  @SuppressWarnings("SynchronizeOnNonFinalField")
  void aBodyMayYieldWithAMonitorHeld() {
    run(
        () -> {
          Object monitor = new Object();
          AsyncGenerator<Boolean, ?> generator =
              generator(
                  out -> {
                    synchronized (monitor) {
                      out.yield(true);
                      out.yield(Thread.holdsLock(monitor));
                    }
                  });
          assertThat(generator.anext()).isTrue();
          assertThat(Thread.holdsLock(monitor)).isFalse();
          assertThat(createTask(generator::anext).await()).isTrue();
          generator.close();
        });
  }

  @Test
  @FastEngineOnly
  void aBlockingCallInTheBodyParksItsTaskOnly() {
    run(
        () -> {
          CountDownLatch latch = new CountDownLatch(1);
          AsyncGenerator<String, ?> generator =
              generator(
                  out -> {
                    latch.await();
                    out.yield("unblocked");
                    new CountDownLatch(1).await();
                  });
          Task<String> task = createTask(generator::anext);
          sleep(ZERO);
          sleep(ZERO);
          latch.countDown();
          assertThat(task.await()).isEqualTo("unblocked");

          Task<String> interrupted = createTask(generator::anext);
          sleep(ZERO);
          interrupted.cancel();
          assertThatThrownBy(interrupted::await)
              .isInstanceOf(CancelledError.class)
              .hasCauseInstanceOf(InterruptedException.class);
        });
  }

  /** A nested class, whose initialiser is the pinned frame. */
  private static final class Pinned {
    static Runnable action = () -> {};

    private static final class Initialiser {
      static final int DONE = runAction();

      private static int runAction() {
        action.run();
        return 1;
      }
    }
  }

  @Test
  @FastEngineOnly
  void aYieldThatCannotLeaveItsStackIsRefused() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator =
              generator(
                  out -> {
                    Pinned.action = () -> out.yield(1);
                    assertThatThrownBy(() -> assertThat(Pinned.Initialiser.DONE).isPositive())
                        .rootCause()
                        .hasMessageContaining("cannot suspend here");
                    out.yield(2);
                  });
          assertThat(generator.anext()).isEqualTo(2);
          generator.close();
        });
  }

  @Test
  void itBelongsToTheLoopInWhichItBegan() {
    AsyncGenerator<Integer, ?> generator = generator(out -> out.yield(1));
    run(
        () -> {
          generator.anext();
          toThread(
              () ->
                  run(
                      () ->
                          assertIllegalState(
                              generator::anext,
                              "belongs to the loop in which it began",
                              generator.toString(),
                              "make a generator for each loop")));
          generator.close();
        });
  }

  @Test
  void outsideOfALoopNobodyCanStep() {
    AsyncGenerator<Integer, ?> generator = generator(out -> out.yield(1));
    assertIllegalState(
        generator::anext, "in the calling task", "runs none", "call it inside run(() -> …)");
    run(() -> assertThat(generator.stream().toList()).containsExactly(1));
  }

  @Test
  void tasksMayTakeTurns() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator =
              generator(out -> IntStream.range(0, 100).forEach(out::yield));
          List<Integer> taken = new ArrayList<>();
          Action taker =
              () -> {
                for (int item : generator) {
                  taken.add(item);
                  sleep(ZERO);
                }
              };
          gather(taker, taker, taker);
          assertThat(taken).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        });
  }
}
