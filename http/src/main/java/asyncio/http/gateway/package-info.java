/**
 * The interface between servers and applications, as ASGI is for Python: a server calls {@link
 * asyncio.http.gateway.HttpApplication} once per request, and gives it an {@link
 * asyncio.http.gateway.Exchange} to answer with. Small on purpose: an application runs on any
 * server that has an adapter, and in tests without a socket. What stands between the two wraps both
 * of them, see {@link asyncio.http.gateway.ForwardingExchange}.
 */
@NullMarked
package asyncio.http.gateway;

import org.jspecify.annotations.NullMarked;
