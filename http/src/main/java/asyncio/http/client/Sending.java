package asyncio.http.client;

import asyncio.http.HttpException;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request until there is a response for whoever asked: again over a new connection if the
 * old one was dead, again with credentials if the server asks for them, again without asking first
 * if the server refuses to be asked, elsewhere if it says so.
 */
final class Sending {

  private static final int EXPECTATION_FAILED = 417;

  private final ClientSession session;
  private final ClientRequest request;
  private final ClientTrace trace;
  private final RequestClock clock;
  private final TracedRequest traced;
  private final List<Redirect> history = new ArrayList<>(0);
  private Hop hop;
  private boolean challenged;
  private boolean challengedByProxy;

  /** Whether the server was asked if it wants the body, and does not know the question. */
  private boolean expectationFailed;

  Sending(ClientSession session, ClientRequest request) {
    this.session = session;
    this.request = request;
    this.trace = session.settings().trace();
    this.clock = new RequestClock(session.loop(), request.timeouts());
    this.hop = Hop.first(request, session.settings().unixSocket());
    this.traced = new TracedRequest(session.nextNumber(), hop.method(), hop.target().uri());
  }

  ClientResponse run() throws IOException, ClientTimeoutException {
    trace.requestStarted(traced);
    try {
      ClientResponse response = follow();
      conclude(response);
      return response;
    } catch (Throwable failure) {
      tell(failure);
      throw failure;
    }
  }

  /** Whoever asked shall hear why, whatever the trace does: it may be a cancellation. */
  private void tell(Throwable failure) {
    try {
      trace.requestFailed(traced, failure);
    } catch (Throwable another) {
      if (another != failure) {
        failure.addSuppressed(another);
      }
    }
  }

  private void conclude(ClientResponse response) throws StatusException {
    try {
      trace.requestEnded(traced, response.head());
      if (request.raisesForStatus()) {
        response.raiseForStatus();
      }
    } catch (Throwable failure) {
      response.close();
      throw failure;
    }
  }

  private ClientResponse follow() throws IOException, ClientTimeoutException {
    while (true) {
      ClientResponse response = ask();
      try {
        if (!goesOn(response)) {
          return response;
        }
        response.drain();
      } catch (Throwable failure) {
        response.close();
        throw failure;
      }
      clock.startHop();
    }
  }

  // ---- once

  private ClientResponse ask() throws IOException, ClientTimeoutException {
    RequestHead head = head();
    try {
      return exchange(head, false);
    } catch (DeadConnectionException dead) {
      if (!hop.isRepeatable()) {
        throw new ServerDisconnectedException(String.valueOf(dead.getMessage()), dead);
      }
      clock.startHop();
      return exchange(head, true);
    }
  }

  private RequestHead head() throws IOException {
    RequestHead head = RequestHeads.compose(hop, session.settings(), request);
    return expectationFailed
        ? new RequestHead(head.method(), head.target(), head.headers().without("expect"))
        : head;
  }

  private ClientResponse exchange(RequestHead head, boolean fresh)
      throws IOException, ClientTimeoutException {
    ConnectionPool pool = session.pool();
    PooledConnection connection = pool.acquire(hop.destination(), fresh, clock, trace, traced);
    ClientExchange exchange = new ClientExchange(pool, connection, clock, trace, traced);
    ResponseHead response = exchange.send(head, hop.body());
    CookieJar jar = session.settings().cookies();
    if (jar != null) {
      jar.addAll(hop.target().uri(), response.headers());
    }
    return new ClientResponse(
        session, exchange, hop.method(), hop.target().uri(), response, history);
  }

  // ---- again

  private boolean goesOn(ClientResponse response) throws HttpException {
    return answersChallenge(response) || stopsAskingFirst(response) || followsRedirect(response);
  }

  /** As RFC 9110 advises in section 10.1.1; servers on the way may know only HTTP/1.0. */
  private boolean stopsAskingFirst(ClientResponse response) {
    if (response.status() != EXPECTATION_FAILED
        || expectationFailed
        || !response.exchange().hasAskedFirst()
        || !hop.body().isReplayable()) {
      return false;
    }
    expectationFailed = true;
    return true;
  }

  private boolean answersChallenge(ClientResponse response) {
    if (!hop.body().isReplayable()) {
      return false;
    }
    if (response.status() == 401 && !challenged) {
      challenged = learns(hop.credentials(), response, "www-authenticate");
      return challenged;
    }
    if (response.status() == 407 && !challengedByProxy) {
      challengedByProxy = learns(hop.proxyCredentials(), response, "proxy-authenticate");
      return challengedByProxy;
    }
    return false;
  }

  private static boolean learns(
      @Nullable Credentials credentials, ClientResponse response, String header) {
    return credentials != null && credentials.learn(response.headers().all(header));
  }

  private boolean followsRedirect(ClientResponse response) throws HttpException {
    if (request.maxRedirects() == ClientRequest.NO_REDIRECTS) {
      return false;
    }
    Target next = RedirectRules.next(hop.target(), response.head());
    if (next == null) {
      return false;
    }
    history.add(new Redirect(hop.target().uri(), response.head()));
    if (history.size() > request.maxRedirects()) {
      throw new TooManyRedirectsException(history);
    }
    hop = hop.redirected(response.status(), next);
    if (!hop.body().isReplayable()) {
      throw new HttpException(
          "the request was redirected to "
              + next
              + " after its body was sent, which can be sent once only; ask there in the first"
              + " place",
          null);
    }
    challenged = false;
    challengedByProxy = false;
    trace.redirected(traced, next.uri());
    return true;
  }
}
