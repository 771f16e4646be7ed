package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {

  private final Event event = new Event();
  private final List<String> log = new ArrayList<>();

  private Task<Void> waiter(String name) {
    return createTask(
        name,
        () -> {
          event.await();
          log.add(name);
        });
  }

  @Test
  void holdsUntilItIsSet() {
    run(
        () -> {
          waiter("a");
          waiter("b");
          settle();
          assertThat(log).isEmpty();
          event.set();
          settle();
          assertThat(log).containsExactly("a", "b");
          event.await();
          event.clear();
          assertThat(event.isSet()).isFalse();
          waiter("c");
          settle();
          assertThat(log).hasSize(2);
          event.set();
        });
    assertThat(log).endsWith("c");
  }

  @Test
  void settingIsAskedOnceOnly() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          settle();
          event.set();
          event.clear();
          Task<Void> late = waiter("late");
          settle();
          assertThat(a.done()).isTrue();
          assertThat(late.done()).isFalse();
          event.set();
        });
  }

  @Test
  void aCancelledWaiterLeavesNothingBehind() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          Task<Void> b = waiter("b");
          settle();
          a.cancel();
          assertThat(event.statistics()).isEqualTo(new Event.Statistics(false, 1));
          event.set();
          b.cancel();
          settle();
          assertThat(b.cancelled()).as("cancelled after it was woken").isTrue();
          assertThat(log).isEmpty();
          assertThat(event.statistics()).isEqualTo(new Event.Statistics(true, 0));
        });
  }

  @Test
  void showsStateAndLine() {
    run(
        () -> {
          assertThat(event).hasToString("<Event unset>");
          Task<Void> a = waiter("a");
          settle();
          assertThat(event).hasToString("<Event unset, waiting 1>");
          assertThat(a.toString()).contains("waiting for <Event unset, waiting 1>");
          event.set();
          assertThat(event).hasToString("<Event set, waiting 1>");
          settle();
          assertThat(event).hasToString("<Event set>");
        });
  }
}
