package asyncio.shared;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.pool.ProcessPool;
import asyncio.support.FastEngineOnly;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and locks that several processes share. */
@FastEngineOnly // once is enough: memory that is shared with other processes
class SharedStateTest {

  // ---- files

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldAtTheCall(@TempDir Path folder) throws Exception {
    Path full = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
    assertThatThrownBy(() -> SharedMemory.create(full, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("1048576 bytes", folder.toString(), "larger");
    assertThat(folder).as("nothing is left").isEmptyDirectory();
  }

  @Test
  void aFolderThatTakesNoFilesIsNamed(@TempDir Path folder) throws Exception {
    Path noFolder = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> SharedFolder.createFile(noFolder, ".lock"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(noFolder.toString(), "java.io.tmpdir");
  }

  // ---- numbers

  private static boolean incrementOften(SharedCounter counter, int times) {
    for (int i = 0; i < times; i++) {
      counter.increment();
    }
    return true;
  }

  @Test
  void noIncrementGetsLost() throws Exception {
    try (SharedCounter counter = SharedCounter.create();
        var pool = new ProcessPool("count", 2)) {
      var first = pool.submit(() -> incrementOften(counter, 100_000));
      var second = pool.submit(() -> incrementOften(counter, 100_000));
      incrementOften(counter, 100_000);
      assertThat(first.get() && second.get()).isTrue();
      assertThat(counter.get()).isEqualTo(300_000);
    }
  }

  @Test
  void arraysAreSeenByAll() throws Exception {
    try (SharedLongs array = SharedLongs.create(3);
        var pool = new ProcessPool("array", 1)) {
      assertThat(array.length()).isEqualTo(3);
      array.set(0, 40);
      assertThat(pool.submit(() -> array.addAndGet(0, 2)).get()).isEqualTo(42);
      assertThat(array.get(0)).isEqualTo(42);
      assertThat(pool.submit(() -> array.compareAndSet(2, 0, 7)).get()).isTrue();
      assertThat(array.compareAndSet(2, 0, 8)).isFalse();
      assertThat(array.get(2)).isEqualTo(7);
      assertThat(array.get(1)).isZero();
    }
  }

  @Test
  void accessOutsideIsRefused() throws Exception {
    try (SharedLongs array = SharedLongs.create(2)) {
      assertThatThrownBy(() -> array.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> SharedLongs.create(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a shared array needs a length of at least 1, and got 0");
  }

  @Test
  void closingTakesTheFileAway() throws Exception {
    SharedLongs array = SharedLongs.create(1);
    Path file = Path.of(array.toString().replaceAll(".* in |>", ""));
    assertThat(file).exists();
    array.close();
    array.close();
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> array.get(0)).isInstanceOf(IllegalStateException.class);
    try (var pool = new ProcessPool("late", 1)) {
      assertThatThrownBy(() -> pool.submit(() -> array.get(0)).get())
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("was it closed meanwhile?");
    }
  }

  // ---- the lock

  /** Reads, lets everybody else read, then writes: without a lock the worst case, always. */
  private static boolean addOne(SharedCounter total, SharedCounter readers, int all) {
    long before = total.get();
    readers.increment();
    eventually("all have read", () -> readers.get() == all);
    total.set(before + 1);
    return true;
  }

  @Test
  void withoutALockUpdatesGetLost() throws Exception {
    try (SharedCounter total = SharedCounter.create();
        SharedCounter readers = SharedCounter.create();
        var pool = new ProcessPool("race", 2)) {
      var first = pool.submit(() -> addOne(total, readers, 2));
      var second = pool.submit(() -> addOne(total, readers, 2));
      assertThat(first.get() && second.get()).isTrue();
      assertThat(total.get()).isEqualTo(1);
    }
  }

  private static boolean addLocked(SharedCounter total, ProcessLock lock, int times)
      throws IOException {
    for (int i = 0; i < times; i++) {
      try (var _ = lock.hold()) {
        total.set(total.get() + 1);
      }
    }
    return true;
  }

  @Test
  void withTheLockNoneDoes() throws Exception {
    try (SharedCounter total = SharedCounter.create();
        ProcessLock lock = ProcessLock.create();
        var pool = new ProcessPool("safe", 2)) {
      List<CompletableFuture<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(pool.submit(() -> addLocked(total, lock, 200)));
      }
      run(
          () -> {
            Task<Boolean> here = createTask(() -> addLocked(total, lock, 200));
            assertThat(addLocked(total, lock, 200)).isTrue();
            here.await();
          });
      for (CompletableFuture<Boolean> call : calls) {
        assertThat(call.get()).isTrue();
      }
      assertThat(total.get()).isEqualTo(1200);
    }
  }

  private static boolean holdUntil(ProcessLock lock, SharedLongs state) throws IOException {
    try (var _ = lock.hold()) {
      state.set(0, 1);
      eventually("told to let go", () -> state.get(1) == 1);
    }
    return true;
  }

  @Test
  void aTaskWaitsForAnotherProcess() throws Exception {
    try (ProcessLock lock = ProcessLock.create();
        SharedLongs state = SharedLongs.create(2);
        var pool = new ProcessPool("holder", 1)) {
      var holder = pool.submit(() -> holdUntil(lock, state));
      eventually("it holds the lock", () -> state.get(0) == 1);
      assertThat(lock.tryAcquire()).isFalse();
      assertThat(lock.isHeld()).isFalse();
      run(
          () -> {
            Task<Void> cancelled = createTask(() -> lock.acquire());
            Task<Void> waiting = createTask(() -> lock.acquire());
            sleep(Duration.ZERO);
            cancelled.cancel();
            assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
            assertThat(waiting.done()).isFalse();
            state.set(1, 1);
            waiting.await();
            assertThat(lock.isHeld()).isTrue();
            lock.release();
          });
      assertThat(holder.get()).isTrue();
    }
  }

  @Test
  void aHolderThatIsKilledLetsGo() throws Exception {
    try (ProcessLock lock = ProcessLock.create();
        SharedLongs state = SharedLongs.create(2);
        var pool = new ProcessPool("dies", 1)) {
      var holder = pool.submit(() -> holdUntil(lock, state));
      eventually("it holds the lock", () -> state.get(0) == 1);
      holder.cancel(true);
      lock.acquire();
      lock.release();
    }
  }

  @Test
  void aThreadThatWaitsCanBeInterrupted() throws Exception {
    try (ProcessLock lock = ProcessLock.create()) {
      lock.acquire();
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread waiter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      lock.acquire();
                    } catch (IOException e) {
                      thrown.complete(e);
                    }
                  });
      waiter.interrupt();
      assertThat(thrown.get()).isInstanceOf(FileLockInterruptionException.class);
      lock.release();
      assertThat(lock.tryAcquire()).isTrue();
      lock.release();
    }
  }

  @Test
  void aLockOfAFileIsTheSameForAllWhoNameIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("lock");
    ProcessLock lock = ProcessLock.of(file);
    ProcessLock same = ProcessLock.of(file);
    lock.acquire();
    assertThat(same.tryAcquire()).isFalse();
    run(
        () -> {
          Task<Void> waiting = createTask(() -> same.acquire());
          sleep(Duration.ZERO);
          toThread(() -> lock.release());
          waiting.await();
        });
    same.release();
    lock.close();
    assertThat(Files.exists(file)).as("it is the user's file").isTrue();
  }

  @Test
  void misuseIsRefused(@TempDir Path folder) throws Exception {
    try (ProcessLock lock = ProcessLock.create()) {
      assertThatThrownBy(lock::release)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not held by this process");
    }
    ProcessLock nowhere = ProcessLock.of(folder.resolve("missing/lock"));
    assertThatThrownBy(nowhere::acquire).isInstanceOf(IOException.class);
    assertThatThrownBy(nowhere::acquire).as("again").isInstanceOf(IOException.class);
  }
}
