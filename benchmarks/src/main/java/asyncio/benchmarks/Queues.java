package asyncio.benchmarks;

import static asyncio.Asyncio.gather;

import asyncio.queue.PriorityQueue;
import asyncio.queue.Queue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Items on their way between two tasks. An operation is one item. */
@OperationsPerInvocation(Queues.ITEMS)
public class Queues extends LoopState {

  static final int ITEMS = 100_000;
  static final int BOUND = 100;

  private static final String ITEM = "item";

  /** Put and taken again by the same task, without any wait. */
  @Benchmark
  public void uncontended() {
    takeBack(new Queue<>());
  }

  /** The same in a queue that sorts. */
  @Benchmark
  public void uncontendedPriority() {
    takeBack(new PriorityQueue<>());
  }

  private void takeBack(Queue<String> queue) {
    runner.run(
        () -> {
          for (int i = 0; i < ITEMS; i++) {
            queue.put(ITEM);
            queue.get();
          }
        });
  }

  /** Each item waits for its answer. An operation is a round trip. */
  @Benchmark
  public void pingPong() {
    Queue<String> there = new Queue<>();
    Queue<String> back = new Queue<>();
    runner.run(() -> gather(() -> ask(there, back), () -> answer(there, back)));
  }

  private static void ask(Queue<String> there, Queue<String> back) {
    for (int i = 0; i < ITEMS; i++) {
      there.put(ITEM);
      back.get();
    }
  }

  private static void answer(Queue<String> there, Queue<String> back) {
    for (int i = 0; i < ITEMS; i++) {
      back.put(there.get());
    }
  }

  /** The queue holds the producer back. */
  @Benchmark
  public void producerAndConsumer() {
    pass(new Queue<>(BOUND));
  }

  /** A queue for one item: producer and consumer take turns. */
  @Benchmark
  public void producerAndConsumerInTurn() {
    pass(new Queue<>(1));
  }

  private void pass(Queue<String> queue) {
    runner.run(() -> gather(() -> produce(queue), () -> consume(queue)));
  }

  private static void produce(Queue<String> queue) {
    for (int i = 0; i < ITEMS; i++) {
      queue.put(ITEM);
    }
    queue.shutdown();
  }

  private static void consume(Queue<String> queue) {
    for (String _ : queue) {
      queue.taskDone();
    }
  }
}
