package asyncio.net;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;

import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes every descriptor that the process may have, so that a server's clients wait in vain, and
 * gives them back some time later.
 */
final class DescriptorsRunOut {

  private static final int CLIENTS = 5;
  private static final Duration SHORTAGE = Duration.ofMillis(500);

  private static final ClassLoader LOADER = DescriptorsRunOut.class.getClassLoader();

  private final EventLoop loop = getRunningLoop();
  private final Future<@Nullable Void> servedAll = loop.createFuture();
  private final List<SocketChannel> hoard = new ArrayList<>();
  private int served;

  private DescriptorsRunOut() {}

  public static void main(String[] args) {
    run(() -> new DescriptorsRunOut().play());
  }

  private void play() throws Exception {
    loadEverything();
    loop.setExceptionHandler((_, context) -> System.out.println(context.message()));
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Network network = Network.of(loop);
    Listener listener = network.listen(anyPort, ListenOptions.DEFAULT);
    try (AcceptLoop accepting = new AcceptLoop(loop, listener, 100, this::serve)) {
      List<ByteStream> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(network.connect(listener.localAddress(), null));
      }
      takeEveryDescriptor();
      accepting.start();
      tryToConnect(network, listener);
      loop.callLater(SHORTAGE, this::giveBack);
      servedAll.await();
      network.connect(listener.localAddress(), null).close();
      clients.forEach(ByteStream::close);
    }
    System.out.println("served all");
  }

  /** From a folder, unlike from a jar, loading a class takes a descriptor. */
  private static void loadEverything() throws Exception {
    Path root = Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root.resolve("asyncio"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace(File.separatorChar, '.');
        Class.forName(name.substring(0, name.length() - ".class".length()), false, LOADER);
      }
    }
  }

  private void takeEveryDescriptor() {
    try {
      while (true) {
        hoard.add(SocketChannel.open());
      }
    } catch (IOException thatWasTheLast) {
      System.out.println("took " + hoard.size() + " descriptors");
    }
  }

  private static void tryToConnect(Network network, Listener listener) {
    try {
      network.connect(listener.localAddress(), null).close();
    } catch (IOException refused) {
      System.out.println("cannot connect");
    }
  }

  private void giveBack() {
    hoard.forEach(Channels::closeQuietly);
  }

  private void serve(ByteStream connection) {
    connection.close();
    served++;
    if (served == CLIENTS) {
      servedAll.setResult(null);
    }
  }
}
