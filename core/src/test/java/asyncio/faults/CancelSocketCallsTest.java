package asyncio.faults;

import static asyncio.Asyncio.createDatagramEndpoint;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.sockAccept;
import static asyncio.Asyncio.sockConnect;
import static asyncio.Asyncio.sockRecv;
import static asyncio.Asyncio.sockRecvInto;
import static asyncio.Asyncio.sockRecvfrom;
import static asyncio.Asyncio.sockSendall;
import static asyncio.Asyncio.sockSendfile;
import static asyncio.Asyncio.sockSendto;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.faults.CancelAtEachMoment.Director;
import asyncio.faults.CancelAtEachMoment.Scene;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.Network;
import asyncio.support.NoLeaks;
import asyncio.task.Task;
import asyncio.transport.DatagramEndpoint;
import asyncio.transport.DatagramProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The calls on plain sockets, cancelled at each moment: what was not received is still there. */
@ExtendWith(NoLeaks.class)
class CancelSocketCallsTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** More than the system takes at once, as the receiver's window is small. */
  private static final byte[] LARGE = new byte[1 << 20];

  private static final byte[] SMALL = "one two three".getBytes(US_ASCII);

  @BeforeAll
  static void fill() {
    new Random(1).nextBytes(LARGE);
  }

  private static void cancel(Director director) {
    assertThat(CancelAtEachMoment.check(director)).isGreaterThan(2);
  }

  /** Two sockets that are connected, of which the near one is used by who is cancelled. */
  private abstract static class Pair implements Scene {

    final SocketChannel near;
    final SocketChannel far;

    Pair() throws IOException {
      try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
        near = SocketChannel.open(listener.getLocalAddress());
        far = listener.accept();
      }
      near.configureBlocking(false);
      far.configureBlocking(false);
    }

    @Override
    public void close() throws IOException {
      near.close();
      far.close();
    }
  }

  /** The other end sends a few bytes at a time, and no more when all are sent. */
  private abstract static class Receiving extends Pair {

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int sent;

    Receiving() throws IOException {}

    @Override
    public final void act() throws Exception {
      Task<@Nullable Void> sending = createTask(this::send);
      try {
        while (received.size() < SMALL.length) {
          received.write(receive());
        }
      } finally {
        sending.cancel();
      }
    }

    private void send() throws IOException {
      for (byte next : SMALL) {
        sockSendall(far, new byte[] {next});
        sent++;
        sleep(Duration.ZERO);
        sleep(Duration.ZERO);
      }
    }

    abstract byte[] receive() throws IOException;

    @Override
    public final void verify() throws IOException {
      far.shutdownOutput();
      for (byte[] rest = sockRecv(near, 100); rest.length > 0; rest = sockRecv(near, 100)) {
        received.write(rest);
      }
      assertThat(received.toByteArray()).isEqualTo(Arrays.copyOf(SMALL, sent));
    }
  }

  @Test
  void receiving() {
    cancel(
        () ->
            new Receiving() {
              @Override
              byte[] receive() throws IOException {
                return sockRecv(near, 2);
              }
            });
  }

  @Test
  void receivingIntoABuffer() {
    cancel(
        () ->
            new Receiving() {
              @Override
              byte[] receive() throws IOException {
                ByteBuffer target = ByteBuffer.allocate(3);
                int count = sockRecvInto(near, target);
                return Arrays.copyOf(target.array(), count);
              }
            });
  }

  /** The other end reads what comes; the sender's own count of what it has sent is exact. */
  private abstract static class Sending extends Pair {

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    Sending() throws IOException {}

    @Override
    public final void act() throws Exception {
      Task<@Nullable Void> receiving = createTask(this::receive);
      try {
        send();
      } finally {
        receiving.cancel();
      }
    }

    abstract void send() throws IOException;

    abstract long sent() throws IOException;

    private void receive() throws IOException {
      for (byte[] part = sockRecv(far, 100_000); part.length > 0; part = sockRecv(far, 100_000)) {
        received.write(part);
        sleep(Duration.ZERO);
      }
    }

    @Override
    public final void verify() throws IOException {
      near.shutdownOutput();
      receive();
      assertThat(received.size()).isEqualTo(sent());
      assertThat(LARGE).startsWith(received.toByteArray());
    }
  }

  @Test
  void sendingAll() {
    cancel(
        () ->
            new Sending() {
              private final ByteBuffer data = ByteBuffer.wrap(LARGE);

              @Override
              void send() throws IOException {
                sockSendall(near, data);
              }

              @Override
              long sent() {
                return data.position();
              }
            });
  }

  @Test
  void sendingAFile(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("file"), LARGE);
    cancel(
        () ->
            new Sending() {
              private final FileChannel file = FileChannel.open(path);

              @Override
              void send() throws IOException {
                sockSendfile(near, file);
              }

              @Override
              long sent() throws IOException {
                return file.position();
              }

              @Override
              public void close() throws IOException {
                super.close();
                file.close();
              }
            });
  }

  /** Whoever connects is accepted by this task, or by the next one that asks. */
  private static final class Accepting implements Scene {

    private final ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT);
    private final SocketChannel client = SocketChannel.open();
    private boolean accepted;

    Accepting() throws IOException {
      listener.configureBlocking(false);
      client.configureBlocking(false);
    }

    @Override
    public void act() throws Exception {
      Task<@Nullable Void> connecting = createTask(this::connect);
      try (SocketChannel _ = sockAccept(listener)) {
        accepted = true;
      }
      connecting.await();
    }

    private void connect() throws IOException {
      sleep(Duration.ZERO);
      sockConnect(client, listener.getLocalAddress());
    }

    @Override
    public void verify() throws IOException {
      if (!accepted && client.isConnected()) {
        sockAccept(listener).close();
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      listener.close();
    }
  }

  @Test
  void connectingAndAccepting() {
    cancel(Accepting::new);
  }

  /** Datagrams that were sent and not received by who was cancelled are there for the next. */
  private abstract static class ReceivingDatagrams implements Scene {

    private static final int COUNT = 5;

    private final DatagramChannel sender = DatagramChannel.open().bind(ANY_PORT);
    private int sent;
    private int received;

    ReceivingDatagrams() throws IOException {
      sender.configureBlocking(false);
    }

    abstract int receive() throws IOException;

    abstract InetSocketAddress address() throws IOException;

    @Override
    public final void act() throws Exception {
      Task<@Nullable Void> sending = createTask(this::send);
      try {
        receiveUpTo(COUNT);
      } finally {
        sending.cancel();
      }
    }

    private void send() throws IOException {
      while (sent < COUNT) {
        sockSendto(sender, new byte[] {(byte) sent}, address());
        sent++;
        sleep(Duration.ZERO);
        sleep(Duration.ZERO);
      }
    }

    private void receiveUpTo(int count) throws IOException {
      while (received < count) {
        assertThat(receive()).isEqualTo(received);
        received++;
      }
    }

    @Override
    public final void verify() throws IOException {
      receiveUpTo(sent);
    }

    @Override
    public void close() throws IOException {
      sender.close();
    }
  }

  @Test
  void receivingDatagrams() {
    cancel(
        () ->
            new ReceivingDatagrams() {
              private final DatagramChannel receiver = DatagramChannel.open().bind(ANY_PORT);

              {
                receiver.configureBlocking(false);
              }

              @Override
              int receive() throws IOException {
                return sockRecvfrom(receiver, 10).data()[0];
              }

              @Override
              InetSocketAddress address() throws IOException {
                return (InetSocketAddress) receiver.getLocalAddress();
              }

              @Override
              public void close() throws IOException {
                super.close();
                receiver.close();
              }
            });
  }

  @Test
  void receivingFromAStreamOfDatagrams() {
    cancel(
        () ->
            new ReceivingDatagrams() {
              private final DatagramStream receiver =
                  Network.of(getRunningLoop()).openDatagrams(DatagramOptions.at(ANY_PORT));

              @Override
              int receive() throws IOException {
                ByteBuffer target = ByteBuffer.allocate(10);
                receiver.receive(target);
                return target.get(0);
              }

              @Override
              InetSocketAddress address() {
                return (InetSocketAddress) receiver.localAddress();
              }

              @Override
              public void close() throws IOException {
                super.close();
                receiver.close();
              }
            });
  }

  @Test
  void openingADatagramEndpoint() {
    int moments =
        CancelAtEachMoment.check(
            () ->
                () -> {
                  DatagramEndpoint<DatagramProtocol> endpoint =
                      createDatagramEndpoint(
                          () -> new DatagramProtocol() {}, DatagramOptions.at(ANY_PORT));
                  endpoint.transport().close();
                });
    assertThat(moments).isPositive();
  }
}
