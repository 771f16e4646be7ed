package asyncio.http.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/** Makes messages of the frames that come; Jetty has checked their order. */
final class MessageAssembler {

  private final int maxBytes;
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private boolean text;

  MessageAssembler(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds a data frame, or a part of one.
   *
   * @return the message if it is complete
   * @throws MessageTooLargeException if it gets too large
   * @throws BadPayloadException if it should be a text, and is not UTF-8
   */
  @Nullable WebSocketMessage add(Frame frame) {
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    addPart(frame.getPayload());
    if (!frame.isFin()) {
      return null;
    }
    byte[] bytes = parts.toByteArray();
    parts.reset();
    return text ? text(bytes) : new WebSocketMessage.Binary(bytes);
  }

  private void addPart(@Nullable ByteBuffer payload) {
    if (payload == null) {
      return;
    }
    byte[] part = new byte[payload.remaining()];
    if (part.length > maxBytes - parts.size()) {
      throw new MessageTooLargeException("a message has more than " + maxBytes + " bytes");
    }
    payload.get(part);
    parts.writeBytes(part);
  }

  private static WebSocketMessage text(byte[] bytes) {
    try {
      return new WebSocketMessage.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new BadPayloadException("a text is not UTF-8", e);
    }
  }
}
