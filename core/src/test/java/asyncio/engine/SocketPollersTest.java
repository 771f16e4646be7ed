package asyncio.engine;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.ChildJvm;
import asyncio.support.FastEngineOnly;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * The JDK wakes blocked virtual threads by pollers that are virtual threads themselves, on the
 * scheduler of whoever needs them first. A loop must not get them: it may be busy, or not running.
 */
@FastEngineOnly // once is enough: the programs choose for themselves
class SocketPollersTest {

  /** Makes the JVM's first blocking socket call in a coroutine, then another outside of any. */
  static final class Program {

    public static void main(String[] arguments) throws Exception {
      AtomicBoolean stopped = occupyTheOnlyCarrier();
      EventLoop loop = newEventLoop();
      try (Connection inside = Connection.open()) {
        loop.runUntilComplete(
            () -> {
              Task<Integer> read = createTask(inside::read);
              sleep(ZERO);
              stopped.set(true);
              inside.write();
              System.out.println("coroutine read " + read.await());
            });
      }
      try (Connection outside = Connection.open()) {
        Thread reader = Thread.ofVirtual().start(outside::readUnchecked);
        while (reader.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
        outside.write();
        boolean woken = reader.join(Duration.ofSeconds(10));
        System.out.println(woken ? "thread was woken" : "thread was not woken");
      }
      loop.close();
    }

    /** No thread of the default scheduler can help before the coroutine has made its call. */
    private static AtomicBoolean occupyTheOnlyCarrier() throws InterruptedException {
      AtomicBoolean stopped = new AtomicBoolean();
      CountDownLatch occupied = new CountDownLatch(1);
      Thread.ofVirtual()
          .start(
              () -> {
                occupied.countDown();
                while (!stopped.get()) {
                  Thread.onSpinWait();
                }
              });
      occupied.await();
      return stopped;
    }
  }

  private record Connection(SocketChannel client, SocketChannel server) implements AutoCloseable {

    static Connection open() throws IOException {
      try (var listener = ServerSocketChannel.open()) {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new Connection(SocketChannel.open(listener.getLocalAddress()), listener.accept());
      }
    }

    int read() throws IOException {
      return client.read(ByteBuffer.allocate(10));
    }

    void readUnchecked() {
      try {
        read();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    void write() throws IOException {
      server.write(ByteBuffer.wrap(new byte[1]));
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  @Test
  void areNotCapturedByALoop() throws Exception {
    ChildJvm.Result result =
        ChildJvm.of(Program.class)
            .with(ChildJvm.OPEN_JAVA_LANG, "-Dasyncio.engine=fast")
            .with("-Djdk.virtualThreadScheduler.parallelism=1")
            .with("-Djdk.virtualThreadScheduler.maxPoolSize=1")
            .run();
    assertThat(result.output().lines()).containsExactly("coroutine read 1", "thread was woken");
  }
}
