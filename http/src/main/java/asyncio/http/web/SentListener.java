package asyncio.http.web;

import org.jspecify.annotations.Nullable;

/** Hears that a response was sent. */
@FunctionalInterface
public interface SentListener {

  /**
   * Called once, when the last byte is written, or nothing more will be.
   *
   * @param bytes of the body
   * @param failure why it was not sent as a whole, or null
   */
  void sent(long bytes, @Nullable Throwable failure);
}
