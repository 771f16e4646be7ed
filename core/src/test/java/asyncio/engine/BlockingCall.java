package asyncio.engine;

import asyncio.task.Action;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A call that blocks its thread, as libraries make them that know nothing of asyncio.
 *
 * @param name what is called
 * @param block the call
 * @param release lets it return; from another thread
 */
record BlockingCall(String name, Action block, Action release) {

  /** Calls that an interrupt ends. */
  static Stream<BlockingCall> interruptible() throws Exception {
    return Stream.of(
        queueTake(),
        latchAwait(),
        semaphoreAcquire(),
        objectWait(),
        threadJoin(),
        pipeRead(),
        channelRead(),
        socketRead());
  }

  /** All of them. */
  static Stream<BlockingCall> all() throws Exception {
    return Stream.concat(interruptible(), Stream.of(park(), monitorEnter(), lock()));
  }

  /** Calls the release on a thread of its own. */
  void releaseElsewhere() {
    Thread.ofPlatform().daemon().start(this::releaseUnchecked);
  }

  private void releaseUnchecked() {
    try {
      release.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static BlockingCall queueTake() {
    var queue = new LinkedBlockingQueue<String>();
    return new BlockingCall("BlockingQueue.take", queue::take, () -> queue.put("item"));
  }

  private static BlockingCall latchAwait() {
    var latch = new CountDownLatch(1);
    return new BlockingCall("CountDownLatch.await", latch::await, latch::countDown);
  }

  private static BlockingCall semaphoreAcquire() {
    var semaphore = new Semaphore(0);
    return new BlockingCall("Semaphore.acquire", semaphore::acquire, semaphore::release);
  }

  private static BlockingCall objectWait() {
    var latch = new CountDownLatch(1);
    var monitor = new Object();
    return new BlockingCall(
        "Object.wait",
        () -> {
          synchronized (monitor) {
            while (latch.getCount() > 0) {
              monitor.wait();
            }
          }
        },
        () -> {
          synchronized (monitor) {
            latch.countDown();
            monitor.notifyAll();
          }
        });
  }

  private static BlockingCall threadJoin() {
    var latch = new CountDownLatch(1);
    Thread thread = Thread.ofPlatform().daemon().start(() -> awaitUnchecked(latch));
    return new BlockingCall("Thread.join", thread::join, latch::countDown);
  }

  private static BlockingCall pipeRead() throws Exception {
    Pipe pipe = Pipe.open();
    return new BlockingCall(
        "Pipe.SourceChannel.read",
        () -> {
          try (var source = pipe.source()) {
            source.read(ByteBuffer.allocate(1));
          }
        },
        () -> writeByte(pipe.sink()));
  }

  private static BlockingCall channelRead() throws Exception {
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel client = SocketChannel.open(server.getLocalAddress());
      SocketChannel peer = server.accept();
      return new BlockingCall(
          "SocketChannel.read",
          () -> {
            try (client) {
              client.read(ByteBuffer.allocate(1));
            }
          },
          () -> writeByte(peer));
    }
  }

  private static BlockingCall socketRead() throws Exception {
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var address = (InetSocketAddress) server.getLocalAddress();
      Socket client = new Socket(address.getAddress(), address.getPort());
      SocketChannel peer = server.accept();
      return new BlockingCall(
          "Socket.getInputStream().read",
          () -> {
            try (client) {
              client.getInputStream().read();
            }
          },
          () -> writeByte(peer));
    }
  }

  private static void writeByte(WritableByteChannel peer) {
    try (peer) {
      peer.write(ByteBuffer.wrap(new byte[] {1}));
    } catch (IOException e) {
      // the reader was interrupted, which closes its end
    }
  }

  private static BlockingCall park() {
    var latch = new CountDownLatch(1);
    var parked = new Thread[1];
    return new BlockingCall(
        "LockSupport.park",
        () -> {
          parked[0] = Thread.currentThread();
          while (latch.getCount() > 0) {
            LockSupport.park();
          }
        },
        () -> {
          latch.countDown();
          LockSupport.unpark(parked[0]);
        });
  }

  private static BlockingCall monitorEnter() throws InterruptedException {
    var monitor = new Object();
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              synchronized (monitor) {
                held.countDown();
                awaitUnchecked(release);
              }
            });
    held.await();
    return new BlockingCall(
        "synchronized",
        () -> {
          synchronized (monitor) {
            release.countDown();
          }
        },
        release::countDown);
  }

  private static BlockingCall lock() throws InterruptedException {
    var lock = new ReentrantLock();
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              lock.lock();
              held.countDown();
              awaitUnchecked(release);
              lock.unlock();
            });
    held.await();
    return new BlockingCall(
        "ReentrantLock.lock",
        () -> {
          lock.lock();
          lock.unlock();
        },
        release::countDown);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
