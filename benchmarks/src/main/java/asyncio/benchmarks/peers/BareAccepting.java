package asyncio.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The work of {@link Accepting} on selectors alone: what the machine and the JDK allow. */
public final class BareAccepting {

  private BareAccepting() {}

  /** The arguments: connections in a round, rounds. */
  public static void main(String[] arguments) throws Exception {
    int connections = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int port = startServing();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      connectFromLoops(port, connections / Accepting.CLIENT_LOOPS);
      double seconds = (System.nanoTime() - start) / Accepting.NANOS;
      System.out.printf("R bare %.0f%n", connections / seconds);
    }
  }

  private static int startServing() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress("0.0.0.0", 0), Accepting.BACKLOG);
    server.configureBlocking(false);
    Selector selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
    Thread.ofPlatform().daemon().name("server").start(unchecked(() -> serve(server, selector)));
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static void serve(ServerSocketChannel server, Selector selector) throws IOException {
    while (true) {
      selector.select();
      selector.selectedKeys().clear();
      for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.close();
      }
    }
  }

  private static void connectFromLoops(int port, int connections) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < Accepting.CLIENT_LOOPS; i++) {
      clients.add(Thread.ofPlatform().start(unchecked(() -> connect(port, connections))));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void connect(int port, int connections) throws IOException {
    try (Selector selector = Selector.open()) {
      int started = 0;
      int ended = 0;
      ByteBuffer nothing = ByteBuffer.allocateDirect(1);
      while (ended < connections) {
        while (started < connections && started - ended < Accepting.AT_ONCE) {
          open(selector, Accepting.host(started++), port);
        }
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          ended += advance(key, nothing);
        }
        selector.selectedKeys().clear();
      }
    }
  }

  private static void open(Selector selector, String host, int port) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.configureBlocking(false);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = client.connect(new InetSocketAddress(host, port));
    client.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
  }

  /** Returns how many connections have ended by that. */
  private static int advance(SelectionKey key, ByteBuffer nothing) throws IOException {
    SocketChannel client = (SocketChannel) key.channel();
    if (key.isConnectable()) {
      client.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
    } else if (client.read(nothing.clear()) < 0) {
      client.close();
      return 1;
    }
    return 0;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Runnable unchecked(Work work) {
    return () -> {
      try {
        work.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
