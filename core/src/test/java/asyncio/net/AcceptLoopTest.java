package asyncio.net;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.engine.Engine;
import asyncio.support.ChildJvm;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class AcceptLoopTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static Network network() {
    return Network.of(getRunningLoop());
  }

  private static Listener listen() throws IOException {
    return network().listen(ANY_PORT, ListenOptions.DEFAULT);
  }

  @Test
  void everyConnectionIsHandedOver() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<@Nullable Void> all = loop.createFuture();
          List<ByteStream> accepted = new ArrayList<>();
          try (AcceptLoop accepting =
              new AcceptLoop(
                  loop,
                  listen(),
                  2,
                  connection -> {
                    accepted.add(connection);
                    if (accepted.size() == 5) {
                      all.setResult(null);
                    }
                  })) {
            accepting.start();
            List<ByteStream> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
              clients.add(network().connect(accepting.listener().localAddress(), null));
            }
            all.await();
            clients.forEach(ByteStream::close);
          }
          accepted.forEach(ByteStream::close);
        });
  }

  @Test
  void aConnectionThatNobodyCanUseIsClosedAndReported() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<ErrorContext> report = loop.createFuture();
          loop.setExceptionHandler((_, context) -> report.setResult(context));
          List<ByteStream> accepted = new ArrayList<>();
          try (AcceptLoop accepting =
              new AcceptLoop(
                  loop,
                  listen(),
                  100,
                  connection -> {
                    accepted.add(connection);
                    throw new IllegalStateException("not today");
                  })) {
            accepting.start();
            network().connect(accepting.listener().localAddress(), null).close();
            assertThat(report.await().message())
                .isEqualTo("Error on transport creation for incoming connection");
            assertThat(report.result().exception()).hasMessage("not today");
            assertThat(accepted).singleElement().matches(ByteStream::isClosed);
          }
        });
  }

  @Test
  void aClosedLoopAcceptsNothing() {
    run(
        () -> {
          AcceptLoop accepting = new AcceptLoop(getRunningLoop(), listen(), 100, ByteStream::close);
          accepting.start();
          accepting.start();
          accepting.close();
          accepting.close();
          assertThat(accepting.listener().isClosed()).isTrue();
        });
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // has no limit to lower
  void aServerWithoutDescriptorsWaitsAndGoesOn() throws Exception {
    ChildJvm.Result result =
        ChildJvm.of(DescriptorsRunOut.class)
            .with(ChildJvm.OPEN_JAVA_LANG, "-Dasyncio.engine=" + Engine.current().name())
            .withDescriptors(120)
            .run();
    assertThat(result.output())
        .containsOnlyOnce("socket.accept() out of system resource")
        .contains("cannot connect")
        .contains("served all");
    assertThat(result.status()).isZero();
  }
}
