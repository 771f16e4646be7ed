package asyncio.http.support;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.process.Process;
import asyncio.stream.Connection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** The web server nginx, with one {@code server} of one's own. */
public final class Nginx implements AutoCloseable {

  private static final Path DEBIAN = Path.of("/usr/sbin/nginx");

  private final Path folder;
  private final Path config;
  private final int port;
  private Process process;

  private Nginx(Path folder, int port) {
    this.folder = folder;
    this.config = folder.resolve("nginx.conf");
    this.port = port;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param folder for its files
   * @param outside what the configuration has beside the server
   * @param server what it has in the server, but for the port
   */
  public static Nginx start(Path folder, String outside, String server) throws Exception {
    Nginx nginx = new Nginx(folder, freePort());
    Files.writeString(
        nginx.config,
        """
        daemon off;
        master_process off;
        error_log stderr crit;
        pid %1$s/nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %3$s
          server {
            listen 127.0.0.1:%2$d;
            %4$s
          }
        }
        """
            .formatted(folder, nginx.port, outside, server));
    nginx.process = nginx.run();
    return nginx;
  }

  private Process run() throws Exception {
    String program = Files.isExecutable(DEBIAN) ? DEBIAN.toString() : "nginx";
    Process started =
        createSubprocessExec(program, "-c", config.toString(), "-p", folder.toString());
    awaitListener();
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private void awaitListener() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      try (Connection _ = openConnection("127.0.0.1", port)) {
        return;
      } catch (ConnectException notYet) {
        sleep(seconds(0.01));
      }
    }
    throw new IOException("nothing listens at port " + port);
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends it, which closes all connections, and starts it at the same port. */
  public void restart() throws Exception {
    close();
    process = run();
  }

  @Override
  public void close() throws IOException, TimeoutException {
    process.stop(seconds(5));
    process.close();
  }
}
