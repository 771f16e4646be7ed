package asyncio.http.client;

import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Hears what requests do, phase by phase; aiohttp's {@code TraceConfig}. Override what matters.
 * Called in the tasks of the requests; must not suspend. What it throws fails the request, and
 * nothing but the request.
 *
 * <pre>
 *   requestStarted
 *     queued, dequeued                                         if there is no free connection
 *     connectionReused                                         if one is idle, or else
 *     connectionStarted
 *       nameLookUpStarted, nameLookedUp   or nameRemembered    unless the host is an address
 *       tlsStarted, tlsEnded                                   of a proxy, of the server
 *     connectionCreated
 *     headSent, chunkSent, headReceived, chunkReceived
 *     redirected                                               then again, from queued on
 *   requestEnded, or requestFailed
 * </pre>
 *
 * What fails, or is cancelled, has no end of its own: {@link #requestFailed} comes next. A request
 * that is sent again, to answer who asks or over another connection, begins again from {@code
 * queued} on as well.
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

  /** No connection is idle that it could use; one is being made. */
  default void connectionStarted(TracedRequest request) {}

  /** The addresses of a host, its server or a proxy, are not known, and are being looked up. */
  default void nameLookUpStarted(TracedRequest request, String host) {}

  /** The addresses of a host were looked up. */
  default void nameLookedUp(TracedRequest request, String host, List<InetAddress> addresses) {}

  /** The addresses of a host are known, as they were looked up not long ago. */
  default void nameRemembered(TracedRequest request, String host, List<InetAddress> addresses) {}

  /** There is a way to a host, its server or a proxy; now TLS is agreed on with it. */
  default void tlsStarted(TracedRequest request, String host) {}

  /** TLS was agreed on, and the host is who it should be. */
  default void tlsEnded(TracedRequest request, String host) {}

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

  /**
   * It has failed, or was cancelled. What is thrown here is added to the failure ({@link
   * Throwable#getSuppressed}), which stays what it is.
   */
  default void requestFailed(TracedRequest request, Throwable failure) {}
}
