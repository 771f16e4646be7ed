package asyncio.http.web;

import asyncio.http.websocket.WebSocket;

/** Talks over the websockets of a route. */
@FunctionalInterface
public interface WebSocketHandler {

  /**
   * Talks; suspends. When it returns, the websocket is closed in good order. It ends without a
   * failure when the client closes, or the server stops; see {@link WebSocket}.
   *
   * @param request what the client has asked; it has no body
   * @throws asyncio.http.websocket.WebSocketException if the client breaks the protocol, or the
   *     connection: there is nothing more to be done
   * @throws Exception if it fails: that is logged, and the client told by {@link
   *     asyncio.http.websocket.CloseCode#SERVER_ERROR}
   */
  void handle(Request request, WebSocket socket) throws Exception;
}
