package asyncio.benchmarks;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.net.ByteStream;
import asyncio.net.MemoryStream;
import asyncio.tls.TlsContext;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** TLS over memory, both ends on one loop, and the same with two bare engines. */
public class Tls extends LoopState {

  static final int MESSAGES = 1000;
  static final int LENGTH = 16 << 10;
  private static final int WIRE = 1 << 17;
  private static final String PASSWORD = "benchmark";

  private final ByteBuffer message = ByteBuffer.allocate(LENGTH);
  private final ByteBuffer answer = ByteBuffer.allocate(2 * LENGTH);
  private final TlsContext context = TlsContext.of(contextOf(createKeys()));
  private final TlsOptions client = TlsOptions.client(context, "localhost");
  private final TlsOptions server = TlsOptions.server(context);

  /** For this run only. */
  private static KeyStore createKeys() {
    try {
      Path folder = Files.createTempDirectory("tls");
      Path file = folder.resolve("keys.p12");
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      int status =
          new ProcessBuilder(
                  keytool,
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-alias",
                  "x",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString())
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("keytool ends with status " + status);
      }
      KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      Files.delete(file);
      Files.delete(folder);
      return store;
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext contextOf(KeyStore store) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("x", store.getCertificate("x"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext created = SSLContext.getInstance("TLS");
      created.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return created;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A full handshake, for both ends; without a port no session is ever resumed. */
  @Benchmark
  public void handshake() {
    runner.run(
        () -> {
          MemoryStream wire = MemoryStream.create(getRunningLoop(), WIRE);
          try (TlsStream near = TlsStream.client(getRunningLoop(), wire, client);
              TlsStream far = TlsStream.server(getRunningLoop(), wire.peer(), server)) {
            gather(near::handshake, far::handshake);
          }
        });
  }

  /** Sixteen kilobytes there and back. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void echo() {
    runner.run(
        () -> {
          MemoryStream wire = MemoryStream.create(getRunningLoop(), WIRE);
          try (TlsStream near = TlsStream.client(getRunningLoop(), wire, client);
              TlsStream far = TlsStream.server(getRunningLoop(), wire.peer(), server)) {
            gather(near::handshake, far::handshake);
            var echoing = createTask(() -> echoAll(far));
            for (int i = 0; i < MESSAGES; i++) {
              send(near, message.clear());
              receive(near, answer.clear().limit(LENGTH));
            }
            echoing.await();
          }
        });
  }

  private static void echoAll(ByteStream stream) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    for (int i = 0; i < MESSAGES; i++) {
      receive(stream, buffer.clear());
      send(stream, buffer.flip());
    }
  }

  private static void send(ByteStream stream, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (stream.write(bytes) == 0) {
        stream.awaitWritable();
      }
    }
  }

  private static void receive(ByteStream stream, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (stream.read(target) == 0) {
        stream.awaitReadable();
      }
    }
  }

  /** What the engines alone need for the same, without loop, tasks or streams: the limit. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void bareEnginesEcho() throws SSLException {
    SSLEngine near = context.sslContext().createSSLEngine("localhost", 1);
    near.setUseClientMode(true);
    SSLEngine far = context.sslContext().createSSLEngine();
    far.setUseClientMode(false);
    ByteBuffer toNear = ByteBuffer.allocate(WIRE);
    ByteBuffer toFar = ByteBuffer.allocate(WIRE);
    near.beginHandshake();
    far.beginHandshake();
    while (isShaking(near) || isShaking(far)) {
      advance(near, toNear, toFar);
      advance(far, toFar, toNear);
    }
    for (int i = 0; i < MESSAGES; i++) {
      pass(near, far, toFar);
      pass(far, near, toNear);
    }
  }

  private static boolean isShaking(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private void advance(SSLEngine engine, ByteBuffer input, ByteBuffer output) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(message.clear(), output);
      default -> {
        engine.unwrap(input.flip(), answer.clear());
        input.compact();
      }
    }
  }

  private void pass(SSLEngine from, SSLEngine to, ByteBuffer wire) throws SSLException {
    from.wrap(message.clear(), wire);
    wire.flip();
    answer.clear();
    while (answer.position() == 0) {
      to.unwrap(wire, answer);
    }
    wire.compact();
  }
}
