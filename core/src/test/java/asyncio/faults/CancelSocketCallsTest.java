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
import static asyncio.Asyncio.sockRecvfromInto;
import static asyncio.Asyncio.sockSendall;
import static asyncio.Asyncio.sockSendfile;
import static asyncio.Asyncio.sockSendto;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.faults.CancelAtEachMoment.Director;
import asyncio.faults.CancelAtEachMoment.Scene;
import asyncio.net.ByteStream;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Network;
import asyncio.support.NoLeaks;
import asyncio.task.Task;
import asyncio.transport.DatagramEndpoint;
import asyncio.transport.DatagramProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
  private abstract static class Accepting implements Scene {

    private final SocketChannel client = SocketChannel.open();
    private boolean accepted;

    Accepting() throws IOException {
      client.configureBlocking(false);
    }

    abstract SocketAddress address() throws IOException;

    /** Accepts a connection and closes it. */
    abstract void accept() throws IOException;

    @Override
    public final void act() throws Exception {
      Task<@Nullable Void> connecting = createTask(this::connect);
      accept();
      accepted = true;
      connecting.await();
    }

    private void connect() throws IOException {
      sleep(Duration.ZERO);
      sockConnect(client, address());
    }

    @Override
    public final void verify() throws IOException {
      if (!accepted && client.isConnected()) {
        accept();
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  @Test
  void connectingAndAccepting() {
    cancel(
        () ->
            new Accepting() {
              private final ServerSocketChannel listener = ServerSocketChannel.open();

              {
                listener.bind(ANY_PORT).configureBlocking(false);
              }

              @Override
              SocketAddress address() throws IOException {
                return listener.getLocalAddress();
              }

              @Override
              void accept() throws IOException {
                sockAccept(listener).close();
              }

              @Override
              public void close() throws IOException {
                super.close();
                listener.close();
              }
            });
  }

  @Test
  void awaitingAConnectionOfAListener() {
    cancel(
        () ->
            new Accepting() {
              private final Listener listener =
                  Network.of(getRunningLoop()).listen(ANY_PORT, ListenOptions.DEFAULT);

              @Override
              SocketAddress address() {
                return listener.localAddress();
              }

              @Override
              void accept() throws IOException {
                ByteStream accepted = listener.accept();
                while (accepted == null) {
                  listener.awaitConnection();
                  accepted = listener.accept();
                }
                accepted.close();
              }

              @Override
              public void close() throws IOException {
                super.close();
                listener.close();
              }
            });
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

  private abstract static class ReceivingFromChannel extends ReceivingDatagrams {

    final DatagramChannel receiver = DatagramChannel.open().bind(ANY_PORT);

    ReceivingFromChannel() throws IOException {
      receiver.configureBlocking(false);
    }

    @Override
    final InetSocketAddress address() throws IOException {
      return (InetSocketAddress) receiver.getLocalAddress();
    }

    @Override
    public final void close() throws IOException {
      super.close();
      receiver.close();
    }
  }

  @Test
  void receivingDatagrams() {
    cancel(
        () ->
            new ReceivingFromChannel() {
              @Override
              int receive() throws IOException {
                return sockRecvfrom(receiver, 10).data()[0];
              }
            });
  }

  @Test
  void receivingDatagramsIntoABuffer() {
    cancel(
        () ->
            new ReceivingFromChannel() {
              @Override
              int receive() throws IOException {
                ByteBuffer target = ByteBuffer.allocate(10);
                sockRecvfromInto(receiver, target);
                return target.get(0);
              }
            });
  }

  /** The buffer, too, is as it was: its limit is moved only while the call lasts. */
  @Test
  void receivingSoManyBytesOfADatagramIntoABuffer() {
    cancel(
        () ->
            new ReceivingFromChannel() {
              @Override
              int receive() throws IOException {
                ByteBuffer target = ByteBuffer.allocate(10);
                try {
                  sockRecvfromInto(receiver, target, 1);
                } finally {
                  assertThat(target.limit()).isEqualTo(target.capacity());
                }
                return target.get(0);
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
