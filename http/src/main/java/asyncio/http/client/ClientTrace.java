package asyncio.http.client;

import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Hears what requests do, phase by phase; aiohttp's {@code TraceConfig}. Override what matters.
 * Called in the tasks of the requests; must not suspend, and what it throws fails the request.
 *
 * <p>A request is {@linkplain #requestStarted started}, may be {@linkplain #queued queued}, gets a
 * connection, new or reused, is sent, and answered; a redirect begins that again. In the end it has
 * {@linkplain #requestEnded ended}, or {@linkplain #requestFailed failed}.
 */
public interface ClientTrace {

  /** Hears nothing. */
  ClientTrace NONE = new ClientTrace() {};

  /** Somebody wants to know something. */
  default void requestStarted(TracedRequest request) {}

  /** There are as many connections as there may be; it waits in line. */
  default void queued(TracedRequest request) {}

  /** It has waited in line long enough. */
  default void dequeued(TracedRequest request) {}

  /** The addresses of a host were looked up. */
  default void nameLookedUp(TracedRequest request, String host, List<InetAddress> addresses) {}

  /** A connection was made for it. */
  default void connectionCreated(TracedRequest request) {}

  /** A connection that was idle is used for it. */
  default void connectionReused(TracedRequest request) {}

  /** The head of the request was written; bytes of its body may be on their way as well. */
  default void headSent(TracedRequest request, RequestHead head) {}

  /** A piece of the request's body was written. */
  default void chunkSent(TracedRequest request, long bytes) {}

  /** The head of the response has come. */
  default void headReceived(TracedRequest request, ResponseHead head) {}

  /** A piece of the response's body has come, still compressed if it is. */
  default void chunkReceived(TracedRequest request, long bytes) {}

  /** It goes on elsewhere. */
  default void redirected(TracedRequest request, URI to) {}

  /** The head of the last response has come; its body may still be read. */
  default void requestEnded(TracedRequest request, ResponseHead head) {}

  /** It has failed, or was cancelled. */
  default void requestFailed(TracedRequest request, Throwable failure) {}
}
