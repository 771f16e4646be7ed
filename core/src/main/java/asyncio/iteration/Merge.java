package asyncio.iteration;

import asyncio.failure.Sneaky;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Gather;
import asyncio.task.Task;
import asyncio.task.WaitQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link AsyncIterators#merge} while it runs. Loop thread only. */
final class Merge<T extends @Nullable Object> {

  /** An item, and what its source waits for before it fetches the next. */
  private record Offer<T extends @Nullable Object>(T item, Future<@Nullable Void> taken) {}

  private final List<Iterable<? extends T>> sources;
  private final List<Task<@Nullable Void>> feeders = new ArrayList<>();
  private final ArrayDeque<Offer<T>> offers = new ArrayDeque<>();
  private final WaitQueue news = new WaitQueue();
  private int feeding;
  private @Nullable Throwable failure;

  Merge(List<Iterable<? extends T>> sources) {
    this.sources = sources;
  }

  /** The body of the merged generator. */
  void run(Yielder<T, ?> out) {
    start();
    try {
      while (awaitOffer()) {
        Offer<T> offer = offers.remove();
        offer.taken.setResult(null);
        out.yield(offer.item);
      }
    } finally {
      feeders.forEach(Task::cancel);
      Gather.<@Nullable Void>outcomes(feeders).await();
    }
    if (failure != null) {
      throw Sneaky.raise(failure);
    }
  }

  private void start() {
    EventLoop loop = CurrentLoop.running();
    for (Iterable<? extends T> source : sources) {
      Task<@Nullable Void> feeder = loop.createTask(() -> feed(source));
      feeders.add(feeder);
      feeding++;
      feeder.addDoneCallback(this::fed);
    }
  }

  /** Suspends until there is an offer; false if there will be none, or a source has failed. */
  private boolean awaitOffer() {
    while (offers.isEmpty() && feeding > 0 && failure == null) {
      news.await(this, () -> {});
    }
    return !offers.isEmpty();
  }

  // ---- the tasks of the sources

  private void feed(Iterable<? extends T> source) throws Exception {
    try {
      for (T item : source) {
        Future<@Nullable Void> taken = CurrentLoop.running().createFuture();
        offers.add(new Offer<>(item, taken));
        news.wakeNext();
        taken.await();
      }
    } finally {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  private void fed(Future<@Nullable Void> feeder) {
    feeding--;
    if (failure == null && !feeder.cancelled()) {
      failure = feeder.exception();
    }
    news.wakeNext();
  }
}
