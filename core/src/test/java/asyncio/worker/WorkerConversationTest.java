package asyncio.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.StandardProtocolFamily;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the protocol in one process: a worker need not be a process of this machine. */
class WorkerConversationTest {

  /** Code that is a lambda and can travel. */
  interface Code extends Callable<Object>, Serializable {}

  private static final ClassLoader HERE = WorkerConversationTest.class.getClassLoader();

  @TempDir private Path folder;
  private SocketChannel workersEnd;
  private MessageChannel parentsEnd;
  private WorkerClient client;
  private Thread worker;

  @BeforeEach
  void connect() throws Exception {
    var address = UnixDomainSocketAddress.of(folder.resolve("sock"));
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
      workersEnd = SocketChannel.open(address);
      parentsEnd = new MessageChannel(listener.accept());
    }
    client = new WorkerClient(parentsEnd);
    worker = Thread.ofPlatform().start(this::serve);
  }

  private void serve() {
    try (var end = workersEnd) {
      new WorkerLoop(new MessageChannel(end)).serve();
    } catch (IOException | OutOfMemoryError ended) {
      return;
    }
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
    worker.join();
  }

  private Reply call(Code code) throws IOException {
    return client.call(Serialization.write(code), HERE);
  }

  @Test
  void callsFollowOneAnother() throws Exception {
    for (int i = 0; i < 100; i++) {
      int number = i;
      assertThat(call(() -> number + 1)).isEqualTo(new Reply.Result(i + 1));
    }
  }

  @Test
  void primitiveClassesTravel() throws Exception {
    Class<?> number = int.class;
    assertThat(call(() -> List.of(number, long[].class, void.class)))
        .isEqualTo(new Reply.Result(List.of(int.class, long[].class, void.class)));
  }

  @Test
  void largeAndEmptyResultsArriveWhole() throws Exception {
    byte[] large = new byte[3_000_001];
    Arrays.fill(large, (byte) 5);
    assertThat(((Reply.Result) call(() -> large)).value()).isEqualTo(large);
    assertThat(((Reply.Result) call(() -> new byte[0])).value()).isEqualTo(new byte[0]);
    assertThat(((Reply.Result) call(() -> "x".repeat(1_000_000))).value())
        .isEqualTo("x".repeat(1_000_000));
  }

  @Test
  void aResultThatCannotBeReadIsSkipped() throws Exception {
    assertThat(call(Unreadable::new)).isInstanceOf(Reply.Unreadable.class);
    assertThat(call(() -> "still in step")).isEqualTo(new Reply.Result("still in step"));
  }

  /** Refuses to be read, before all of it has been. */
  private static final class Unreadable implements Serializable {
    private final byte[] more = new byte[500_000];

    private void readObject(ObjectInputStream in) {
      throw new IllegalStateException("not here");
    }
  }

  @Test
  void outOfMemoryIsTold() throws Exception {
    Code code =
        () -> {
          throw new OutOfMemoryError("as if");
        };
    assertThat(call(code))
        .isInstanceOfSatisfying(
            Reply.OutOfMemory.class,
            reply -> assertThat(reply.description()).contains("as if at asyncio.worker"));
  }

  @Test
  void missingClassesAreFetched() throws Exception {
    try (URLClassLoader loader = hiddenClasses()) {
      assertThat(client.call(hiddenCode(loader), loader)).isEqualTo(new Reply.Result("fetched"));
    }
  }

  @Test
  void aClassThatNobodyHasIsAFailure() throws Exception {
    try (URLClassLoader loader = hiddenClasses()) {
      Reply.Failed failed = (Reply.Failed) client.call(hiddenCode(loader), HERE);
      assertThat(failed.report().thrown(HERE)).isInstanceOf(ClassNotFoundException.class);
      assertThat(call(() -> 1)).isEqualTo(new Reply.Result(1));
    }
  }

  /** Classes that only this loader knows, as of a program that was compiled in memory. */
  private URLClassLoader hiddenClasses() throws IOException {
    Path source = folder.resolve("Hidden.java");
    Files.writeString(
        source,
"""
        import java.io.ObjectInputStream;
import java.io.Serializable;
        import java.util.concurrent.Callable;
        public class Hidden {
          public static Object code() {
            return (Callable<Object> & Serializable) () -> Helper.text();
          }
        }
        class Helper {
          static String text() { return "fetched"; }
        }
""");
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    assertThat(javac.run(null, null, null, "-d", folder.toString(), source.toString())).isZero();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()});
  }

  private static Packet hiddenCode(ClassLoader loader) throws Exception {
    return Serialization.write(loader.loadClass("Hidden").getMethod("code").invoke(null));
  }

  @Test
  void theEndOfTheWorkerIsAnIoException() throws Exception {
    workersEnd.close();
    assertThatThrownBy(() -> call(() -> 1)).isInstanceOf(IOException.class);
  }
}
