package asyncio.http.server;

import asyncio.http.RequestHead;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What a server tells those who run it. */
final class ServerLog {

  private final System.Logger logger = System.getLogger("asyncio.http");

  /** The application's fault. */
  void failed(RequestHead request, Throwable failure) {
    logger.log(Level.ERROR, "the application has failed at " + request, failure);
  }

  /** Nobody's fault. */
  void clientLeft(ServedConnection connection, Throwable how) {
    logger.log(Level.DEBUG, () -> connection + " was lost: " + how);
  }

  /** The application's fault, too. */
  void failedToShutDown(Exception failure) {
    logger.log(Level.ERROR, "the application has failed to shut down", failure);
  }

  /** Requests are cut off. */
  void stillServing(HttpServer server, Duration patience) {
    logger.log(
        Level.WARNING, server + " still serves after " + patience + "; what is left is cut off");
  }
}
