/**
 * Websockets: messages in both directions over one connection, after a handshake in HTTP. {@link
 * asyncio.http.websocket.WebSocket} is the same for clients and servers:
 *
 * <pre>{@code
 * for (WebSocketMessage message : socket) {
 *   if (message instanceof WebSocketMessage.Text(String text)) {
 *     socket.sendText("you said " + text);
 *   }
 * }
 * }</pre>
 *
 * <p>From the outside in: the two handshakes are functions of heads; {@code WebSocket} reads and
 * writes; {@code FrameProtocol} turns bytes into messages and back, by Jetty's frames, and does no
 * input and output of its own.
 */
@NullMarked
package asyncio.http.websocket;

import org.jspecify.annotations.NullMarked;
