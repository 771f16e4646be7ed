package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sendfile;
import static asyncio.Asyncio.startTls;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.stream.Connection;
import asyncio.task.Future;
import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.tls.TestContexts;
import asyncio.tls.TlsOptions;
import asyncio.transport.Connections;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a task of a connection with callbacks, cancelled at every moment. */
class CancelTransportsTest {

  private static final int CAPACITY = 20_000;

  @TempDir private Path folder;

  private final byte[] content = new byte[500_000];
  private Path path;

  @BeforeEach
  void writeFile() throws IOException {
    new Random(1).nextBytes(content);
    path = Files.write(folder.resolve("file"), content);
  }

  /** Notes its end. */
  private static final class Ending implements Protocol {

    final Future<Boolean> lost = getRunningLoop().createFuture();

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      lost.setResult(true);
    }
  }

  /** Sends a file over a transport or a writer; the peer collects what comes. */
  private abstract class Sending implements CancelScenario {

    private FileChannel file;
    private Connection far;
    private Task<byte[]> collecting;

    @Override
    public final void run() throws Exception {
      file = FileChannel.open(path);
      MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
      far = Connection.over(stream.peer());
      collecting = createTask(() -> far.reader().read());
      send(stream, file);
    }

    abstract void send(MemoryStream stream, FileChannel from) throws Exception;

    abstract void end() throws Exception;

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the collecting task
    }

    @Override
    public final void verify(Outcome<?> outcome) throws Exception {
      if (collecting == null) {
        return; // cancelled before it began
      }
      end();
      assertThat(collecting.await()).isEqualTo(Arrays.copyOf(content, (int) file.position()));
      far.close();
      file.close();
    }
  }

  @Test
  void sendfileTellsInThePositionHowMuchThePeerGets() {
    int moments =
        CancelEverywhere.check(
            () ->
                new Sending() {
                  private Transport transport;
                  private Ending protocol;

                  @Override
                  void send(MemoryStream stream, FileChannel from) throws Exception {
                    protocol = new Ending();
                    transport = Connections.attach(stream, () -> protocol).transport();
                    sendfile(transport, from);
                  }

                  @Override
                  void end() {
                    if (transport != null) {
                      assertThat(transport.isReading()).isTrue();
                      transport.close();
                    }
                    protocol.lost.await();
                  }
                });
    assertThat(moments).isGreaterThan(5);
  }

  @Test
  void theWritersSendFileDoes() {
    int moments =
        CancelEverywhere.check(
            () ->
                new Sending() {
                  private Connection near;

                  @Override
                  void send(MemoryStream stream, FileChannel from) throws Exception {
                    near = Connection.over(stream);
                    near.writer().sendFile(from);
                  }

                  @Override
                  void end() throws IOException {
                    near.close();
                  }
                });
    assertThat(moments).isGreaterThan(5);
  }

  /** The client's side is struck; whatever happens, both ends are told of the end, once. */
  private static final class Upgrading implements CancelScenario {

    private Ending client;
    private Ending server;
    private Transport transport;
    private Task<Void> serving;

    @Override
    public void run() throws Exception {
      client = new Ending();
      server = new Ending();
      MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
      serving = createTask(() -> serve(stream.peer()));
      transport = Connections.attach(stream, () -> client).transport();
      startTls(transport, client, TlsOptions.client(TestContexts.CLIENT, "localhost"));
    }

    private void serve(MemoryStream far) {
      Transport plain = Connections.attach(far, () -> server).transport();
      try {
        startTls(plain, server, TlsOptions.server(TestContexts.SERVER), true);
      } catch (IOException clientIsGone) {
        // which is what this is about
      }
    }

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the server
    }

    @Override
    public void verify(Outcome<?> outcome) {
      if (serving == null) {
        return; // cancelled before it began
      }
      if (transport != null) {
        assertThat(transport.isClosing()).isEqualTo(outcome instanceof Outcome.Failure);
        transport.close();
      }
      client.lost.await();
      serving.await();
      server.lost.await();
    }
  }

  @Test
  void startTlsClosesTheConnection() {
    assertThat(CancelEverywhere.check(Upgrading::new)).isGreaterThan(5);
  }
}
