package asyncio.testing;

import static asyncio.Asyncio.run;

import asyncio.net.ByteStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Listeners;
import asyncio.net.Network;
import asyncio.queue.Queue;
import asyncio.sync.Lock;
import asyncio.sync.Semaphore;
import asyncio.task.Action;
import asyncio.task.EventLoop;
import asyncio.testing.contract.ListenerContract;
import asyncio.testing.contract.LockContract;
import asyncio.testing.contract.QueueContract;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the contracts of the kit. */
class ContractsTest {

  @Nested
  class OfTheLock extends LockContract {

    @Override
    protected Mutex create() {
      Lock lock = new Lock();
      return new Mutex() {
        @Override
        public void acquire() {
          lock.acquire();
        }

        @Override
        public void release() {
          lock.release();
        }
      };
    }
  }

  @Nested
  class OfASemaphoreForOne extends LockContract {

    @Override
    protected Mutex create() {
      Semaphore semaphore = new Semaphore(1);
      return new Mutex() {
        @Override
        public void acquire() {
          semaphore.acquire();
        }

        @Override
        public void release() {
          semaphore.release();
        }
      };
    }
  }

  @Nested
  class OfTheQueue extends QueueContract {

    @Override
    protected Line create(int capacity) {
      Queue<Integer> queue = new Queue<>(capacity);
      return new Line() {
        @Override
        public void put(int item) {
          queue.put(item);
        }

        @Override
        public int get() {
          return queue.get();
        }
      };
    }
  }

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Nested
  class OfAListeningSocket extends ListenerContract {

    @Override
    protected Listener listen(EventLoop loop) throws IOException {
      return Network.of(loop).listen(ANY_PORT, ListenOptions.DEFAULT);
    }

    @Override
    protected ByteStream connect(EventLoop loop, Listener listener) throws IOException {
      return Network.of(loop).connect(listener.localAddress(), null);
    }
  }

  @Nested
  class OfASimulatedListener extends ListenerContract {

    @Override
    protected void runTest(Action test) {
      run(
          VirtualTime.options(),
          () -> {
            SimulatedNetwork.install(1);
            test.run();
          });
    }

    @Override
    protected Listener listen(EventLoop loop) throws IOException {
      return Network.of(loop).listen(ANY_PORT, ListenOptions.DEFAULT);
    }

    @Override
    protected ByteStream connect(EventLoop loop, Listener listener) throws IOException {
      return Network.of(loop).connect(listener.localAddress(), null);
    }
  }

  @Nested
  class OfAUnixListener extends ListenerContract {

    @TempDir private Path folder;

    @Override
    protected Listener listen(EventLoop loop) throws IOException {
      return Listeners.listenUnix(
          Network.of(loop), folder.resolve("socket"), ListenOptions.DEFAULT);
    }

    @Override
    protected ByteStream connect(EventLoop loop, Listener listener) throws IOException {
      return Network.of(loop).connect(listener.localAddress(), null);
    }
  }
}
