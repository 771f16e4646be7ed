package asyncio.debug;

import static asyncio.Asyncio.captureCallGraph;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.printCallGraph;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeout;
import static asyncio.Asyncio.waitFor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.Asyncio;
import asyncio.support.Json;
import asyncio.support.NoLeaks;
import asyncio.task.CallGraph;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who waits for whom, found when asked for. */
@ExtendWith(NoLeaks.class)
class CallGraphTest {

  /** The graph as one word: who awaits, in the shape {@code leaf(waiter(its waiter) other)}. */
  private static String shape(CallGraph graph) {
    String name = graph.future() instanceof Task<?> task ? task.getName() : "future";
    List<String> awaiters = graph.awaitedBy().stream().map(CallGraphTest::shape).toList();
    return awaiters.isEmpty() ? name : name + "(" + String.join(" ", awaiters) + ")";
  }

  /** The shape for a leaf task which {@code waiter}, a task as well, waits for in its own way. */
  private static String shapeOfLeafUnder(Waiter waiter) {
    return run(
        () -> {
          Future<String> gate = createFuture();
          Task<String> leaf = createTask("leaf", (Coroutine<String>) gate::await);
          Task<?> waiting = createTask("waiter", () -> waiter.waitFor(leaf));
          sleep(ZERO);
          sleep(ZERO);
          String shape = shape(captureCallGraph(leaf));
          gate.setResult("open");
          waiting.await();
          return shape;
        });
  }

  @FunctionalInterface
  private interface Waiter {
    void waitFor(Task<String> leaf) throws Exception;
  }

  @Test
  void awaiting() {
    assertThat(shapeOfLeafUnder(Task::await)).isEqualTo("leaf(waiter)");
  }

  @Test
  void gathering() {
    assertThat(shapeOfLeafUnder(leaf -> gather(leaf, () -> sleep(ZERO, "other"))))
        .isEqualTo("leaf(waiter)");
  }

  @Test
  void gatheringWithinAGather() {
    assertThat(shapeOfLeafUnder(leaf -> gatherFuture(gatherFuture(leaf)).await()))
        .isEqualTo("leaf(waiter)");
  }

  @Test
  void waiting() {
    assertThat(shapeOfLeafUnder(leaf -> Asyncio.wait(List.of(leaf)))).isEqualTo("leaf(waiter)");
  }

  @Test
  void shielding() {
    assertThat(shapeOfLeafUnder(leaf -> shield(leaf).await())).isEqualTo("leaf(waiter)");
  }

  @Test
  void waitingWithATimeLimit() {
    assertThat(shapeOfLeafUnder(leaf -> waitFor(leaf, seconds(60)))).isEqualTo("leaf(waiter)");
    assertThat(shapeOfLeafUnder(leaf -> timeout(seconds(60), () -> leaf.await())))
        .isEqualTo("leaf(waiter)");
  }

  @Test
  void aPlainFutureHasWaitersToo() {
    run(
        () -> {
          Future<String> future = createFuture();
          Task<?> first = createTask("first", () -> future.await());
          Task<?> second = createTask("second", () -> future.await());
          sleep(ZERO);
          CallGraph graph = captureCallGraph(future);
          assertThat(shape(graph)).isEqualTo("future(first second)");
          assertThat(graph.callStack()).isEmpty();
          future.setResult("done");
          gather(first, second);
        });
  }

  @Test
  void theParentOfAGroupWaitsForItsTasksAlsoWithinTheBlock() {
    run(
        () -> {
          Future<String> gate = createFuture();
          Future<String> innerGate = createFuture();
          AtomicReference<Task<?>> child = new AtomicReference<>();
          Task<?> parent =
              createTask(
                  "parent",
                  () ->
                      taskGroup(
                          group -> {
                            child.set(group.createTask(() -> gate.await()));
                            child.get().setName("child");
                            taskGroup(
                                inner -> {
                                  inner.createTask(() -> {});
                                  innerGate.await();
                                });
                          }));
          sleep(ZERO);
          assertThat(shape(captureCallGraph(child.get()))).isEqualTo("child(parent)");
          innerGate.setResult("leave the block");
          sleep(ZERO);
          sleep(ZERO);
          assertThat(shape(captureCallGraph(child.get()))).isEqualTo("child(parent)");
          gate.setResult("open");
          parent.await();
          assertThat(shape(captureCallGraph(child.get()))).isEqualTo("child");
        });
  }

  @Test
  void chainsAndDiamonds() {
    run(
        () -> {
          Future<String> gate = createFuture();
          Task<String> leaf = createTask("leaf", (Coroutine<String>) gate::await);
          Task<String> left = createTask("left", (Coroutine<String>) leaf::await);
          Task<String> right = createTask("right", (Coroutine<String>) leaf::await);
          Task<?> top = createTask("top", () -> gather(left, right));
          sleep(ZERO);
          assertThat(shape(captureCallGraph(leaf))).isEqualTo("leaf(left(top) right(top))");
          gate.setResult("open");
          top.await();
        });
  }

  /** Two tasks that wait for each other are a mistake, but one that can be looked at. */
  @Test
  void aCircleEnds() {
    run(
        () -> {
          AtomicReference<Task<?>> second = new AtomicReference<>();
          Task<?> first = createTask("first", () -> second.get().await());
          second.set(createTask("second", () -> first.await()));
          sleep(ZERO);
          assertThat(shape(captureCallGraph(first))).isEqualTo("first(second(first))");
          first.cancel();
          Asyncio.wait(List.of(first, second.get()));
        });
  }

  @Test
  void ofTheCurrentTask() {
    run(
        () -> {
          Task<CallGraph> inner = createTask("inner", () -> captureHere());
          Task<CallGraph> outer = createTask("outer", () -> inner.await());
          CallGraph graph = outer.await();
          assertThat((Object) graph.future()).isSameAs(inner);
          assertThat(graph.callStack().getFirst().getMethodName()).isEqualTo("captureHere");
        });
    assertThat(captureCallGraph()).isNull();
  }

  private static CallGraph captureHere() {
    return captureCallGraph();
  }

  @Test
  void aCallbackIsInNoTask() {
    run(
        () -> {
          Future<Boolean> none = createFuture();
          getRunningLoop().callSoon(() -> none.setResult(captureCallGraph() == null));
          assertThat(none.await()).isTrue();
        });
  }

  @Test
  void aSuspendedTaskShowsWhereItIs() {
    run(
        () -> {
          Future<String> gate = createFuture();
          Task<String> leaf = createTask(() -> waitDeepInside(gate));
          sleep(ZERO);
          assertThat(captureCallGraph(leaf).callStack())
              .extracting(StackTraceElement::getMethodName)
              .startsWith("waitDeepInside");
          gate.setResult("open");
          leaf.await();
          assertThat(captureCallGraph(leaf).callStack()).isEmpty();
        });
  }

  private static String waitDeepInside(Future<String> gate) {
    return gate.await();
  }

  @Test
  void asText() {
    run(
        () -> {
          Future<String> gate = createFuture();
          Task<String> leaf = createTask("leaf", () -> waitDeepInside(gate));
          Task<?> waiter = createTask("waiter", () -> leaf.await());
          sleep(ZERO);
          CallGraph graph = captureCallGraph(leaf);
          List<String> lines = graph.format().lines().toList();
          assertThat(lines.getFirst()).matches("\\* Task\\(name='leaf', id=0x[0-9a-f]+\\)");
          assertThat(lines.get(1)).isEqualTo("  + Call stack:");
          assertThat(lines.get(2))
              .matches("  \\|   at asyncio.debug.CallGraphTest.waitDeepInside\\(.*:\\d+\\)");
          assertThat(lines).contains("  + Awaited by:");
          assertThat(lines).anyMatch(line -> line.startsWith("    * Task(name='waiter', id=0x"));

          var printed = new ByteArrayOutputStream();
          printCallGraph(leaf, new PrintStream(printed, true, UTF_8));
          assertThat(printed.toString(UTF_8)).isEqualTo(graph.format());
          gate.setResult("open");
          waiter.await();
        });
  }

  @Test
  void asJson() {
    String name = "a \"quoted\"\\name\n\twith control characters";
    run(
        () -> {
          Future<String> gate = createFuture();
          Task<String> leaf = createTask(name, () -> waitDeepInside(gate));
          Task<?> waiter = createTask("waiter", () -> leaf.await());
          sleep(ZERO);
          Map<?, ?> graph = (Map<?, ?>) Json.parse(captureCallGraph(leaf).toJson());
          assertThat(graph.get("kind")).isEqualTo("Task");
          assertThat(graph.get("name")).isEqualTo(name);
          assertThat(graph.get("state")).isEqualTo("pending");
          assertThat(graph.get("id")).isInstanceOf(Long.class);
          assertThat(((List<?>) graph.get("stack")).getFirst().toString())
              .contains("CallGraphTest.waitDeepInside");
          Map<?, ?> awaiter = (Map<?, ?>) ((List<?>) graph.get("awaitedBy")).getFirst();
          assertThat(awaiter.get("name")).isEqualTo("waiter");
          assertThat((List<?>) awaiter.get("awaitedBy")).isEmpty();

          Map<?, ?> plain = (Map<?, ?>) Json.parse(captureCallGraph(gate).toJson());
          assertThat(plain.get("kind")).isEqualTo("Future");
          assertThat(plain.containsKey("name")).isFalse();
          gate.setResult("open");
          waiter.await();
        });
  }
}
