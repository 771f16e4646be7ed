/**
 * A client for HTTP. Make an {@link asyncio.http.client.ClientSession}, ask it for something, read
 * the {@link asyncio.http.client.ClientResponse}.
 *
 * <p>What can go wrong:
 *
 * <pre>
 *                                      who is at fault     again?
 * TimeoutException
 * └ ClientTimeoutException             nobody knows        if the request may be made twice
 * IOException
 * └ HttpException
 *   ├ InvalidUrlException              the caller          no
 *   ├ CannotConnectException           network, server     yes, nothing was sent
 *   │ └ TlsException                   either side         no, not before it is configured
 *   ├ ServerDisconnectedException      server              if the request may be made twice
 *   ├ BrokenMessageException           server, network     if the request may be made twice
 *   │ ├ TooLargeException              either side         no
 *   │ └ JsonException                  either side         no
 *   ├ StatusException                  400: caller, 500: server; see its status
 *   └ TooManyRedirectsException        server              no
 * </pre>
 *
 * <p>How a request finds its way, each in a class: {@code Sending} (retries, redirects), {@code
 * ConnectionPool} with its {@code WaitingLine}, {@code Dialer} (addresses, proxies, TLS), {@code
 * ClientExchange} (one request and its response over one connection).
 */
@NullMarked
package asyncio.http.client;

import org.jspecify.annotations.NullMarked;
