package asyncio.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side: runs what it is sent, one after the other, on the thread that calls {@link
 * #serve}.
 *
 * <p>The channel is the serving thread's, but for classes that are missing: while code runs, the
 * parent listens, and whichever thread needs a class asks for it.
 */
final class WorkerLoop implements ClassSource {

  private final MessageChannel channel;
  private final ClassLoader classes = new FetchingClassLoader(this);

  /** Whether code runs and the parent listens. Guarded by this. */
  private boolean busy;

  WorkerLoop(MessageChannel channel) {
    this.channel = channel;
  }

  /**
   * Serves until it is told to end.
   *
   * @throws OutOfMemoryError if code ran out of memory, after the parent was told
   * @throws IOException if the parent is gone
   */
  void serve() throws IOException {
    Thread.currentThread().setContextClassLoader(classes);
    Message message = channel.receive();
    while (message.type() == MessageType.RUN) {
      run(Packet.of(message.content()));
      message = channel.receive();
    }
  }

  private void run(Packet code) throws IOException {
    setBusy();
    try {
      Object result = call(code);
      reply(MessageType.RESULT, writeResult(result));
    } catch (OutOfMemoryError noMemory) {
      reply(MessageType.OUT_OF_MEMORY, Packet.of(noMemory + place(noMemory)));
      throw noMemory;
    } catch (Throwable thrown) {
      reply(MessageType.FAILURE, Serialization.write(FailureReport.of(thrown)));
    }
  }

  private @Nullable Object call(Packet code) throws Exception {
    var callable = (Callable<?>) Objects.requireNonNull(Serialization.read(code.read(), classes));
    return callable.call();
  }

  private static Packet writeResult(@Nullable Object result) throws IOException {
    try {
      return Serialization.write(result);
    } catch (NotSerializableException e) {
      String type = Objects.requireNonNull(result).getClass().getName();
      var explained =
          new NotSerializableException(
              "the result, a "
                  + type
                  + ", cannot travel back from the worker: "
                  + (type.equals(e.getMessage())
                      ? "it"
                      : "it holds a " + e.getMessage() + ", which")
                  + " is not Serializable; return something that is");
      explained.setStackTrace(new StackTraceElement[0]);
      throw explained;
    }
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    return frames.length == 0 ? "" : " at " + frames[0];
  }

  private synchronized void setBusy() {
    busy = true;
    notifyAll();
  }

  private synchronized void reply(MessageType type, Packet content) throws IOException {
    busy = false;
    channel.send(type, content);
  }

  /** Waits for the next code if none runs. */
  @Override
  public synchronized byte @Nullable [] find(String name) throws IOException {
    try {
      while (!busy) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    channel.send(MessageType.FIND_CLASS, Packet.of(name));
    Message answer = channel.receive();
    try (InputStream content = answer.content()) {
      return answer.type() == MessageType.CLASS ? content.readAllBytes() : null;
    }
  }
}
