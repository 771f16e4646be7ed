package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static asyncio.testing.TestKit.expect;
import static asyncio.testing.TestKit.finish;
import static asyncio.testing.TestKit.waitUntilIdle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Numbered moments, and blocks in a given order. */
class OrderTest {

  @AsyncTest
  void momentsInTheirOrder() {
    expect(1);
    Task<?> task =
        createTask(
            () -> {
              expect(3);
              sleep(Duration.ZERO);
              expect(4);
            });
    expect(2);
    task.await();
    finish(5);
  }

  @AsyncTest
  void aMomentOutOfOrder() {
    expect(1);
    assertThatThrownBy(() -> expect(3))
        .isInstanceOf(AssertionError.class)
        .hasMessage("expect(3) was reached when expect(2) was due");
    finish(2);
    assertThatThrownBy(() -> expect(3)).hasMessageContaining("comes after finish(2)");
  }

  @AsyncTest(schedules = 50)
  void blocksRunInOrderWhateverTheSchedule() {
    Sequencer sequencer = new Sequencer();
    List<Integer> trace = new ArrayList<>();
    List<Task<?>> tasks = new ArrayList<>();
    for (int i : new int[] {3, 1, 0, 2}) {
      tasks.add(
          createTask(
              () -> {
                try (var _ = sequencer.at(i)) {
                  trace.add(i);
                  sleep(Duration.ZERO);
                  trace.add(i);
                }
              }));
    }
    for (Task<?> task : tasks) {
      task.await();
    }
    assertThat(trace).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
  }

  @AsyncTest
  void aPositionIsEnteredOnce() {
    Sequencer sequencer = new Sequencer();
    sequencer.at(0).close();
    assertThatThrownBy(() -> sequencer.at(0)).hasMessageContaining("entered once, and 0 was");
    Sequencer.Turn turn = sequencer.at(1);
    assertThatThrownBy(() -> sequencer.at(1)).hasMessageContaining("entered once, and 1 was");
    turn.close();
    turn.close();
    assertThat(sequencer).hasToString("<Sequencer at 2>");
  }

  @AsyncTest
  void aCancelledWaitBreaksTheSequence() {
    Sequencer sequencer = new Sequencer();
    Task<?> cancelled = createTask(() -> sequencer.at(1).close());
    Task<?> after = createTask(() -> sequencer.at(2).close());
    waitUntilIdle();
    cancelled.cancel();
    assertThatThrownBy(after::await).hasMessageContaining("the sequence is broken");
  }
}
