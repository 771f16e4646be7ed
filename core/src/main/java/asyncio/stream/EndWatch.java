package asyncio.stream;

import java.io.IOException;

/**
 * Reads ahead for a reader, in callbacks, until the stream ends; see {@link StreamReader#watchEnd}.
 * Loop thread only.
 */
final class EndWatch {

  private final StreamReader reader;
  private final Endpoint source;
  private final Runnable onEnd;

  EndWatch(StreamReader reader, Endpoint source, Runnable onEnd) {
    this.reader = reader;
    this.source = source;
    this.onEnd = onEnd;
  }

  /** Returns whether there is something to watch: the end has not come yet. */
  boolean start() {
    boolean open = readAhead();
    if (open) {
      source.stream().onReadable(this::listen);
    }
    return open;
  }

  private void listen() {
    if (source.isClosing() || reader.isFull()) {
      stop();
    } else if (!readAhead()) {
      stop();
      onEnd.run();
    }
  }

  private boolean readAhead() {
    try {
      return reader.readAhead(source);
    } catch (IOException lost) {
      return false; // the reader's exception()
    }
  }

  void stop() {
    source.stream().onReadable(null);
  }
}
