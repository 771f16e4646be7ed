package asyncio.http.web;

import java.io.IOException;
import java.lang.System.Logger.Level;

/** What clients are not told. */
final class ErrorLog {

  private static final System.Logger LOGGER = System.getLogger("asyncio.http.web");

  private ErrorLog() {}

  static void failed(Request request, Exception failure) {
    LOGGER.log(Level.ERROR, "request " + request + " has failed", failure);
  }

  static void leftBehind(FormFile file, IOException failure) {
    LOGGER.log(Level.WARNING, file + " could not be deleted", failure);
  }
}
