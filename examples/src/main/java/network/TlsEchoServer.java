// An echo server over TLS: ./asyncio TlsEchoServer.java [PORT [CHAIN.pem KEY.pem]]
// Without files it makes a certificate of its own for localhost, which nobody else trusts, and says
// where it is. Try: openssl s_client -quiet -connect localhost:8843 -CAfile CERTIFICATE
import static asyncio.Asyncio.*;

import asyncio.net.Server;
import asyncio.stream.ServerOptions;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.tls.TlsContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

static final String PASSWORD = "changeit"; // of a key store that lives for a moment

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8843;
  run(
      () -> {
        if (arguments.length == 3) {
          serve(port, Path.of(arguments[1]), Path.of(arguments[2]));
        } else {
          serveWithOwnCertificate(port);
        }
      });
}

void serve(int port, Path chain, Path key) throws IOException {
  ServerOptions options = ServerOptions.DEFAULT.withTls(TlsContext.forServer(chain, key));
  Server server = startServer(this::echo, "127.0.0.1", port, options);
  IO.println("TLS echo server at localhost:" + server.port() + ", certificate: " + chain);
  server.serveThenStop(seconds(2));
}

/** Is called when client and server have shaken hands; all else is as without TLS. */
void echo(StreamReader reader, StreamWriter writer) {
  try {
    for (byte[] chunk : reader.chunks()) {
      writer.send(chunk);
    }
  } catch (IOException e) {
    IO.println("lost a client: " + e.getMessage());
  }
}

// ---- the certificate

void serveWithOwnCertificate(int port) throws IOException {
  Path folder = Files.createTempDirectory("tls-echo");
  Path certificate = folder.resolve("localhost.pem");
  Path key = folder.resolve("localhost-key.pem");
  try {
    toThread(() -> makeCertificate(folder, certificate, key));
    serve(port, certificate, key);
  } finally {
    Files.deleteIfExists(certificate);
    Files.deleteIfExists(key);
    Files.delete(folder);
  }
}

/** The JDK's keytool makes key stores; what everybody else reads are PEM files. */
void makeCertificate(Path folder, Path certificate, Path key) throws Exception {
  Path file = folder.resolve("localhost.p12");
  try {
    runKeytool(file);
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    writePem(certificate, "CERTIFICATE", store.getCertificate("localhost").getEncoded());
    writePem(key, "PRIVATE KEY", store.getKey("localhost", PASSWORD.toCharArray()).getEncoded());
  } finally {
    Files.deleteIfExists(file);
  }
}

void runKeytool(Path store) throws Exception {
  String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
  String options =
      "-genkeypair -alias localhost -keyalg EC -dname CN=localhost -validity 30"
          + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass "
          + PASSWORD;
  List<String> command = new ArrayList<>(List.of(keytool, "-keystore", store.toString()));
  command.addAll(List.of(options.split(" ")));
  Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
  String output = process.inputReader().readAllAsString();
  if (process.waitFor() != 0) {
    throw new IOException(keytool + " could not make a certificate: " + output);
  }
}

void writePem(Path file, String kind, byte[] content) throws IOException {
  String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
  Files.writeString(
      file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
}
