package asyncio.net;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.SocketException;

/** A call of the system, of which the errors are to be told in full. */
@FunctionalInterface
interface SystemCall<T> {

  T run() throws IOException;

  /** A family that the system lacks is a failure like any other: the next address may do. */
  static <T> T open(SystemCall<T> call) throws IOException {
    try {
      return call.run();
    } catch (UnsupportedOperationException noSuchFamily) {
      throw withCause(
          new SocketException("address family not supported: " + noSuchFamily.getMessage()),
          noSuchFamily);
    }
  }

  static void bind(SocketAddress local, SystemCall<?> call) throws IOException {
    try {
      call.run();
    } catch (SocketException failure) {
      throw withCause(
          new BindException(
              "error while attempting to bind on address " + local + ": " + failure.getMessage()),
          failure);
    }
  }

  static <E extends IOException> E withCause(E exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }
}
