/**
 * HTTP on asyncio: a client session, a server, websockets.
 *
 * <p>Each package is a layer: the words of HTTP, messages as bytes, the interface between servers
 * and applications, and on top client, server and web applications, which do not know each other.
 */
module asyncio.http {
  requires transitive asyncio;
  requires static org.jspecify;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.util;
  requires org.eclipse.jetty.websocket.core.common;
  requires transitive tools.jackson.databind;

  exports asyncio.http;
  exports asyncio.http.client;
  exports asyncio.http.gateway;
  exports asyncio.http.server;
  exports asyncio.http.testing;
  exports asyncio.http.web;
  exports asyncio.http.websocket;
}
