package asyncio.http.client;

import asyncio.http.Body;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One of the addresses that a request goes to, one after the other, when redirects are followed.
 *
 * @param webSocket whether the connection is to become a websocket
 * @param withBody whether it carries the request's body, which a change of the method drops
 * @param trusted whether all before had the same origin, so that secrets may be told
 * @param credentials what to tell about who asks, or null
 */
record Hop(
    String method,
    Target target,
    Destination destination,
    boolean webSocket,
    Body body,
    boolean withBody,
    boolean trusted,
    @Nullable Credentials credentials) {

  static Hop first(ClientRequest request, @Nullable Path socket) {
    Target target = request.target();
    return new Hop(
        request.method(),
        target,
        destination(target, request.isForWebSocket(), request.proxy(), socket),
        request.isForWebSocket(),
        request.body(),
        true,
        true,
        request.credentials());
  }

  private static Destination destination(
      Target target, boolean webSocket, @Nullable HttpProxy proxy, @Nullable Path socket) {
    boolean opaque = target.secure() || webSocket;
    return new Destination(target.secure(), opaque, target.host(), target.port(), proxy, socket);
  }

  /** The one that a redirect leads to. */
  Hop redirected(int status, Target next) {
    String nextMethod = RedirectRules.method(status, method);
    boolean keepsBody = withBody && nextMethod.equals(method);
    boolean staysTrusted = trusted && target.hasSameOrigin(next);
    return new Hop(
        nextMethod,
        next,
        destination(next, webSocket, destination.proxy(), destination.socket()),
        webSocket,
        keepsBody ? body : Body.EMPTY,
        keepsBody,
        staysTrusted,
        next.credentials() != null ? next.credentials() : staysTrusted ? credentials : null);
  }

  /** What the first line of the request says. */
  String requestTarget() {
    return destination.isForwarded() ? target.absolute() : target.path();
  }

  /** What to tell a proxy that reads the request, or null. */
  @Nullable Credentials proxyCredentials() {
    HttpProxy proxy = destination.proxy();
    return proxy != null && destination.isForwarded() ? proxy.credentials() : null;
  }

  /** Whether the server may get it twice (RFC 9110, section 9.2.2), and we can send it twice. */
  boolean isRepeatable() {
    return body.isReplayable()
        && switch (method) {
          case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
          default -> false;
        };
  }
}
