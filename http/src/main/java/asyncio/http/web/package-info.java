/**
 * Web applications: routes to handlers, which are plain methods from a request to an answer.
 *
 * <pre>{@code
 * Application app = new Application();
 * app.get("/products/{id:int}", request -> catalogue.find(request.pathInt("id")));
 * app.use(new AccessLog());
 * try (HttpServer server = HttpServer.start(app, "localhost", 8080)) {
 *   server.serveForever();
 * }
 * }</pre>
 *
 * <p>A tour: {@link asyncio.http.web.Application} knows the routes, the middleware, the resources
 * and who answers errors. A {@link asyncio.http.web.Request} is what came, a {@link
 * asyncio.http.web.Response} what goes. {@link asyncio.http.web.Form} and {@link
 * asyncio.http.web.FormFile} are what browsers send, {@link asyncio.http.web.Event} what they
 * listen to, {@link asyncio.http.web.Cookie} what they keep. A {@link
 * asyncio.http.web.WebSocketHandler} talks over websockets. {@link asyncio.http.web.AccessLog} is a
 * middleware that is there already.
 *
 * <p>From a request to its response:
 *
 * <ol>
 *   <li>it gets an id, {@link asyncio.http.web.Request#ID};
 *   <li>the middleware of the application, in the order of {@code use}: each may answer itself;
 *   <li>the route: its handler, or 404, or 405; a nested application starts over with its own
 *       middleware;
 *   <li>the handler's result becomes a response, and so does what it throws;
 *   <li>the response goes back through the middleware, and is sent; or that of a websocket opens
 *       it, and the conversation begins.
 * </ol>
 *
 * <p>All of it runs in the task that serves the request. If the client leaves, reading and writing
 * throw there; see {@link asyncio.http.server.HttpServer} for when the task is cancelled.
 */
@NullMarked
package asyncio.http.web;

import org.jspecify.annotations.NullMarked;
