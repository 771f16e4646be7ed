package asyncio.http.web;

import asyncio.http.Headers;
import asyncio.http.RequestHead;
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
      WebSocketServerHandshake.accept(asSent(request), options);
    } catch (WebSocketRefusedException refused) {
      throw new HttpError(refused.status(), String.valueOf(refused.getMessage()))
          .withHeaders(refused.headers());
    }
  }

  /** With the host that the client has named: a proxy may have named another one to us. */
  private static RequestHead asSent(Request request) {
    RequestHead head = request.head();
    String host = request.host();
    return host == null
        ? head
        : new RequestHead(head.method(), head.target(), head.headers().with("Host", host));
  }

  void hold(Exchange exchange, Headers headers) throws Exception {
    WebSocketOptions admitted = options.withOrigins("*"); // the origin was checked above
    handler.handle(request, exchange.acceptWebSocket(admitted, headers));
  }
}
