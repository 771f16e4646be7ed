package asyncio.tls;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.testing.AsyncTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** The times that bound handshake and goodbye. */
class TlsTimeoutTest {

  @AsyncTest
  void aPeerThatNeverAnswers() throws Exception {
    MemoryStream near = MemoryStream.create(getRunningLoop(), 100_000);
    TlsOptions options = TlsOptions.client(TestContexts.CLIENT, "localhost");
    TlsStream client = TlsStream.client(getRunningLoop(), near, options);
    assertThatThrownBy(client::handshake)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessage("SSL handshake is taking longer than 60.0 seconds: aborting the connection");
    assertThat(getRunningLoop().time()).isEqualTo(60.0);
    assertThat(near.isClosed()).isTrue();
  }

  @AsyncTest
  void aPeerThatAnswersTooSlowly() throws Exception {
    MemoryStream near = MemoryStream.create(getRunningLoop(), 100_000);
    TlsOptions options =
        TlsOptions.server(TestContexts.SERVER).withTimeouts(seconds(1.5), seconds(1));
    TlsStream server = TlsStream.server(getRunningLoop(), near.peer(), options);
    var dripping =
        createTask(
            () -> {
              byte[] begin = {22, 3, 1, 100, 0};
              for (byte next : begin) {
                near.write(ByteBuffer.wrap(new byte[] {next}));
                sleep(seconds(1));
              }
            });
    assertThatThrownBy(server::handshake)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("longer than 1.5 seconds");
    assertThat(getRunningLoop().time()).isEqualTo(1.5);
    dripping.cancel();
  }

  @AsyncTest
  void aPeerThatDoesNotSayGoodbye() throws Exception {
    MemoryStream near = MemoryStream.create(getRunningLoop(), 100_000);
    TlsStream client =
        TlsStream.client(
            getRunningLoop(), near, TlsOptions.client(TestContexts.CLIENT, "localhost"));
    TlsStream server =
        TlsStream.server(getRunningLoop(), near.peer(), TlsOptions.server(TestContexts.SERVER));
    gather(client::handshake, server::handshake);
    assertThatThrownBy(client::shutdown)
        .isInstanceOf(SSLException.class)
        .hasMessage("SSL shutdown timed out");
    assertThat(getRunningLoop().time()).isEqualTo(30.0);
    assertThat(near.isClosed()).isTrue();
  }

  @AsyncTest
  void aHandshakeInTimeLeavesNoTimer() throws Exception {
    MemoryStream near = MemoryStream.create(getRunningLoop(), 100_000);
    TlsStream client =
        TlsStream.client(
            getRunningLoop(), near, TlsOptions.client(TestContexts.CLIENT, "localhost"));
    TlsStream server =
        TlsStream.server(getRunningLoop(), near.peer(), TlsOptions.server(TestContexts.SERVER));
    gather(client::handshake, server::handshake);
    sleep(Duration.ZERO);
    assertThat(getRunningLoop().statistics().timers()).isZero();
    assertThat(getRunningLoop().time()).isZero();
    client.close();
    server.close();
  }
}
