package asyncio.worker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The parent's side of a worker. One thread. */
public final class WorkerClient implements Closeable {

  private final MessageChannel channel;

  /** The worker at the other end of {@code channel}. */
  public WorkerClient(MessageChannel channel) {
    this.channel = channel;
  }

  /**
   * Runs code in the worker and waits for its end, giving the worker the classes that it lacks.
   *
   * @param code a serialised {@link java.util.concurrent.Callable}
   * @param loader where the code's classes come from
   * @throws IOException if the worker has ended or does
   */
  public Reply call(Packet code, ClassLoader loader) throws IOException {
    channel.send(MessageType.RUN, code);
    while (true) {
      Message message = channel.receive();
      try (InputStream content = message.content()) {
        switch (message.type()) {
          case FIND_CLASS -> sendClass(message.text(), loader);
          case RESULT -> {
            return readResult(content, loader);
          }
          case FAILURE -> {
            return readFailure(content);
          }
          case OUT_OF_MEMORY -> {
            return new Reply.OutOfMemory(message.text());
          }
          default -> throw new IOException("a worker sent " + message.type());
        }
      }
    }
  }

  private void sendClass(String name, ClassLoader loader) throws IOException {
    try (InputStream bytes = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (bytes == null) {
        channel.send(MessageType.NO_CLASS, new Packet());
      } else {
        channel.send(MessageType.CLASS, Packet.of(bytes));
      }
    }
  }

  private static Reply readResult(InputStream content, ClassLoader loader) throws IOException {
    try {
      return new Reply.Result(Serialization.read(content, loader));
    } catch (java.io.EOFException broken) {
      throw broken;
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError unreadable) {
      return new Reply.Unreadable(unreadable);
    }
  }

  private static Reply readFailure(InputStream content) throws IOException {
    try {
      Object report = Serialization.read(content, WorkerClient.class.getClassLoader());
      return new Reply.Failed((FailureReport) Objects.requireNonNull(report));
    } catch (ClassNotFoundException otherVersion) {
      throw new IOException("a worker runs another version of the library", otherVersion);
    }
  }

  /** Asks the worker to end. */
  public void requestExit() throws IOException {
    channel.send(MessageType.EXIT, new Packet());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
