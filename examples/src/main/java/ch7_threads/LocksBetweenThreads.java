// What threads share needs locks, here those of the JDK: requests that block their thread are
// counted by many threads; and two threads lock each other out, until the loop, which never waits,
// notices that and interrupts one of them. (Chapter 7)
import static asyncio.Asyncio.*;

import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.pool.ThreadPool;
import asyncio.task.Coroutine;
import asyncio.task.Task;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** For any thread. */
static class Traffic {

  private final ReentrantLock lock = new ReentrantLock();
  private int requests;
  private long bytes;

  void add(long size) {
    lock.lock();
    try {
      requests++;
      bytes += size;
    } finally {
      lock.unlock();
    }
  }

  /** The lock is re-entrant: whoever holds it may call what takes it again. */
  void addBoth(long one, long other) {
    lock.lock();
    try {
      add(one);
      add(other);
    } finally {
      lock.unlock();
    }
  }
}

void main() {
  run(this::program);
}

void program() throws Exception {
  Application app = new Application();
  app.get(
      "/",
      _ -> {
        sleep(millis(5));
        return "hello";
      });
  try (HttpServer server = HttpServer.start(app, "localhost", 0);
      ThreadPool threads = new ThreadPool("worker", 8)) {
    countRequests(server.url(), threads);
    lockEachOtherOut(threads);
  }
}

void countRequests(String url, ThreadPool threads) {
  Traffic traffic = new Traffic();
  Coroutine<Boolean> pair =
      () ->
          threads.call(
              () -> {
                traffic.addBoth(blockingGet(url), blockingGet(url));
                return true;
              });
  gather(Collections.nCopies(50, pair));
  IO.println(traffic.requests + " requests, " + traffic.bytes + " bytes");
}

static long blockingGet(String url) throws IOException {
  try (var body = URI.create(url).toURL().openStream()) {
    return body.readAllBytes().length;
  }
}

void lockEachOtherOut(ThreadPool threads) throws Exception {
  ReentrantLock pen = new ReentrantLock();
  ReentrantLock paper = new ReentrantLock();
  CountDownLatch bothHoldOne = new CountDownLatch(2);
  Task<String> ann = createTask(() -> threads.call(() -> write("Ann", pen, paper, bothHoldOne)));
  Task<String> ben = createTask(() -> threads.call(() -> write("Ben", paper, pen, bothHoldOne)));
  while (ManagementFactory.getThreadMXBean().findDeadlockedThreads() == null) {
    sleep(millis(10));
  }
  IO.println("they wait for each other; Ann is cancelled");
  ann.cancel();
  IO.println(ben.await());
}

static String write(
    String name, ReentrantLock first, ReentrantLock second, CountDownLatch bothHoldOne)
    throws InterruptedException {
  first.lockInterruptibly();
  try {
    bothHoldOne.countDown();
    bothHoldOne.await();
    second.lockInterruptibly();
    try {
      return name + " writes";
    } finally {
      second.unlock();
    }
  } finally {
    first.unlock();
  }
}
