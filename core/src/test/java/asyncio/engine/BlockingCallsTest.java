package asyncio.engine;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.support.PortableEngineOnly;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a blocking call does to the task that makes it, and to the others. */
@ExtendWith(NoLeaks.class)
class BlockingCallsTest {

  @FastEngineOnly
  @ParameterizedTest
  @MethodSource("asyncio.engine.BlockingCall#all")
  void parksTheCallerAlone(BlockingCall call) {
    List<String> events = new ArrayList<>();
    run(
        () -> {
          Task<?> blocked =
              createTask(
                  () -> {
                    events.add("blocks");
                    call.block().run();
                    events.add("goes on");
                  });
          for (int i = 0; i < 100; i++) {
            sleep(ZERO);
          }
          events.add("the others have run");
          call.releaseElsewhere();
          blocked.await();
        });
    assertThat(events).containsExactly("blocks", "the others have run", "goes on");
  }

  @PortableEngineOnly
  @ParameterizedTest
  @MethodSource("asyncio.engine.BlockingCall#all")
  void stopsTheLoop(BlockingCall call) {
    var steps = new AtomicInteger();
    run(
        () -> {
          Task<?> other =
              createTask(
                  () -> {
                    while (true) {
                      sleep(ZERO);
                      steps.incrementAndGet();
                    }
                  });
          sleep(ZERO);
          int before = steps.get();
          call.releaseElsewhere();
          call.block().run();
          assertThat(steps).hasValue(before);
          sleep(ZERO);
          sleep(ZERO);
          assertThat(steps.get()).isGreaterThan(before);
          other.cancel();
        });
  }

  @Test
  @FastEngineOnly
  void aCallbackThatBlocksParksAlone() throws Exception {
    var released = new CountDownLatch(1);
    List<String> events = new ArrayList<>();
    run(
        () -> {
          Future<String> done = getRunningLoop().createFuture();
          getRunningLoop()
              .callSoon(
                  () -> {
                    events.add("blocks");
                    awaitUninterrupted(released);
                    events.add("goes on");
                    done.setResult("done");
                  });
          getRunningLoop().callSoon(() -> events.add("the next callback"));
          sleep(ZERO);
          sleep(ZERO);
          released.countDown();
          assertThat(done.await()).isEqualTo("done");
        });
    assertThat(events).containsExactly("blocks", "the next callback", "goes on");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMonitorMayBeHeldAcrossAnAwait() {
    var monitor = new Object();
    run(
        () -> {
          Task<String> holder =
              createTask(
                  () -> {
                    synchronized (monitor) {
                      return sleep(ZERO, "held it");
                    }
                  });
          assertThat(holder.await()).isEqualTo("held it");
          assertThat(Thread.holdsLock(monitor)).isFalse();
        });
  }

  /** On the portable engine the contender would stop the loop, and with it the holder. */
  @Test
  @FastEngineOnly
  void whoWantsAMonitorThatASuspendedTaskHoldsParksAlone() {
    var monitor = new Object();
    List<String> events = new ArrayList<>();
    run(
        () -> {
          Future<String> gate = getRunningLoop().createFuture();
          Task<?> holder =
              createTask(
                  () -> {
                    synchronized (monitor) {
                      events.add("holds");
                      gate.await();
                      events.add("leaves");
                    }
                  });
          Task<?> contender =
              createTask(
                  () -> {
                    events.add("contends");
                    synchronized (monitor) {
                      events.add("enters");
                    }
                  });
          for (int i = 0; i < 10; i++) {
            sleep(ZERO);
          }
          events.add("opens the gate");
          gate.setResult("open");
          holder.await();
          contender.await();
        });
    assertThat(events).containsExactly("holds", "contends", "opens the gate", "leaves", "enters");
  }

  /**
   * The classic deadlock of a loop on a lock: another thread and a coroutine queue for it first.
   */
  @Test
  @FastEngineOnly
  void aCallbackMayQueueForALockBehindACoroutine() throws Exception {
    var lock = new ReentrantLock(true);
    List<String> events = new ArrayList<>();
    run(
        () -> {
          var held = new CountDownLatch(1);
          var release = new CountDownLatch(1);
          Thread owner =
              Thread.ofPlatform()
                  .start(
                      () -> {
                        lock.lock();
                        held.countDown();
                        awaitUninterrupted(release);
                        lock.unlock();
                      });
          held.await();
          Task<?> first =
              createTask(
                  () -> {
                    lock.lock();
                    events.add("coroutine");
                    lock.unlock();
                  });
          sleep(ZERO);
          Future<String> done = getRunningLoop().createFuture();
          getRunningLoop()
              .callSoon(
                  () -> {
                    lock.lock();
                    events.add("callback");
                    lock.unlock();
                    done.setResult("done");
                  });
          sleep(ZERO);
          sleep(ZERO);
          release.countDown();
          first.await();
          done.await();
          owner.join();
        });
    assertThat(events).containsExactly("coroutine", "callback");
  }

  @Test
  void threadYieldLosesNobody() {
    int total =
        run(
            () -> {
              Task<Integer> first = createTask(() -> yieldOften(1_000));
              Task<Integer> second = createTask(() -> yieldOften(1_000));
              return first.await() + second.await();
            });
    assertThat(total).isEqualTo(2_000);
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what is tested
  private static int yieldOften(int times) {
    int count = 0;
    for (int i = 0; i < times; i++) {
      Thread.yield();
      count++;
      if (i % 10 == 0) {
        sleep(ZERO);
      }
    }
    return count;
  }

  @Test
  void everyTaskHasItsOwnThreadLocals() {
    var local = new ThreadLocal<String>();
    run(
        () -> {
          local.set("main");
          Task<String> writer =
              createTask(
                  () -> {
                    local.set("writer");
                    sleep(ZERO);
                    return local.get();
                  });
          sleep(ZERO);
          Task<String> reader = createTask(local::get);
          assertThat(reader.await()).isNull();
          assertThat(writer.await()).isEqualTo("writer");
          assertThat(createTask(local::get).await()).isNull();
          assertThat(local.get()).isEqualTo("main");
        });
    assertThat(local.get()).isNull();
  }
}
