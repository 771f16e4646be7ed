/**
 * An HTTP server for any {@link asyncio.http.gateway.HttpApplication}. {@link
 * asyncio.http.server.HttpServer} starts and stops; a connection is one task, which reads a
 * request, lets the application answer, and reads the next.
 */
@NullMarked
package asyncio.http.server;

import org.jspecify.annotations.NullMarked;
