package asyncio.http.web;

import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Logs a line for each request when its response is sent: {@code GET /products/7?full=1 200 512
 * bytes 3 ms 5f0c…}. After the milliseconds stands the id of the request; before it "not all" if
 * the response could not be sent as a whole. A request without a response has {@code -} as status:
 * its client has left before, or its handler has failed with an {@link Error}.
 */
public final class AccessLog implements Middleware {

  private final System.Logger logger;

  /** Logs to {@code asyncio.http.access}. */
  public AccessLog() {
    this(System.getLogger("asyncio.http.access"));
  }

  /** Logs to another logger, at level INFO. */
  public AccessLog(System.Logger logger) {
    this.logger = Objects.requireNonNull(logger, "logger");
  }

  @Override
  public Response handle(Request request, Next next) throws Exception {
    EventLoop loop = CurrentLoop.running();
    double start = loop.time();
    try {
      Response response = next.handle(request);
      String status = Integer.toString(response.status());
      return response.whenSent(
          (bytes, failure) -> log(request, status, bytes, loop.time() - start, failure));
    } catch (Throwable withoutResponse) {
      log(request, "-", 0, loop.time() - start, withoutResponse);
      throw withoutResponse;
    }
  }

  private void log(
      Request request, String status, long bytes, double seconds, @Nullable Throwable failure) {
    logger.log(
        Level.INFO,
        () ->
            request.method()
                + " "
                + request.target()
                + " "
                + status
                + " "
                + bytes
                + " bytes "
                + Math.round(seconds * 1000)
                + " ms "
                + (failure == null ? "" : "not all ")
                + request.id());
  }
}
