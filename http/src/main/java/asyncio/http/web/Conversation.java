package asyncio.http.web;

import asyncio.http.Headers;
import asyncio.http.gateway.Exchange;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.http.websocket.WebSocketRefusedException;
import asyncio.http.websocket.WebSocketServerHandshake;

/**
 * What a response consists of that opens a websocket. It begins when the response is sent: so the
 * middleware has its say before, as for all other responses.
 */
record Conversation(Request request, WebSocketOptions options, WebSocketHandler handler) {

  /**
   * Refuses what opens no websocket as long as an error can be answered.
   *
   * @throws HttpError if it is refused
   */
  Conversation {
    try {
      WebSocketServerHandshake.accept(request.head(), options);
    } catch (WebSocketRefusedException refused) {
      throw new HttpError(refused.status(), String.valueOf(refused.getMessage()))
          .withHeaders(refused.headers());
    }
  }

  void hold(Exchange exchange, Headers headers) throws Exception {
    handler.handle(request, exchange.acceptWebSocket(options, headers));
  }
}
