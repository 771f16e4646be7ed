package asyncio.http.testing;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to ask an application. Immutable.
 *
 * @param head method, target and headers
 * @param body what comes with it, {@link Body#EMPTY} for nothing
 * @param scheme {@code http} or {@code https}
 * @param remoteAddress who asks, or null
 */
public record TestRequest(
    RequestHead head, Body body, String scheme, @Nullable SocketAddress remoteAddress) {

  /** Checks that nothing is missing. */
  public TestRequest {
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(scheme, "scheme");
  }

  /**
   * A request over plain HTTP from nowhere, without a body.
   *
   * @param target a path with its query, encoded
   * @throws IllegalArgumentException as from {@link RequestHead}
   */
  public static TestRequest of(String method, String target) {
    return new TestRequest(
        new RequestHead(method, target, Headers.of("Host", "localhost")), Body.EMPTY, "http", null);
  }

  /** A copy with these headers instead of those of the same names. */
  public TestRequest withHeaders(String... namesAndValues) {
    return withHeaders(Headers.of(namesAndValues));
  }

  TestRequest withHeaders(Headers newHeaders) {
    Headers headers = head.headers().overriddenBy(newHeaders);
    return new TestRequest(
        new RequestHead(head.method(), head.target(), headers), body, scheme, remoteAddress);
  }

  /** A copy with a body, and its {@code Content-Type} if it knows it. */
  public TestRequest withBody(Body newBody) {
    TestRequest copy = new TestRequest(head, newBody, scheme, remoteAddress);
    String contentType = newBody.contentType();
    return contentType == null ? copy : copy.withHeaders("Content-Type", contentType);
  }

  /** A copy from another address. */
  public TestRequest from(@Nullable SocketAddress newAddress) {
    return new TestRequest(head, body, scheme, newAddress);
  }

  /** A copy over {@code http} or {@code https}. */
  public TestRequest withScheme(String newScheme) {
    return new TestRequest(head, body, newScheme, remoteAddress);
  }
}
