package asyncio.http.web;

import asyncio.context.ContextVar;
import asyncio.http.Json;
import asyncio.http.gateway.Exchange;
import asyncio.http.gateway.HttpApplication;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.resource.ContextManager;
import asyncio.resource.ExitStack;
import asyncio.task.Action;
import asyncio.task.Coroutine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Routes to handlers, and what belongs to them; {@code aiohttp.web.Application}. Set up first, then
 * run by one server; loop thread only.
 *
 * <pre>{@code
 * Application app = new Application();
 * app.resource(DATABASE, () -> Database.open(url));
 * app.get("/products/{id:int}", request -> request.get(DATABASE).find(request.pathInt("id")));
 * app.post("/products", request -> Response.json(create(request)).withStatus(201));
 * }</pre>
 *
 * <p>The path of a route consists of segments, each a text or a parameter: {@code {name}}, {@code
 * {name:int}}, {@code {name:long}}, {@code {name:uuid}}, and as the last one {@code {name:path}}
 * for all that is left. A segment that is not of its type is 404. The most special route wins,
 * whatever was added first: a text before a parameter, a number before a string, and those before
 * what takes the rest.
 *
 * <p>A path that ends with a slash is another one than without. What answers GET answers HEAD, and
 * OPTIONS is answered with the methods that there are.
 */
public final class Application implements HttpApplication {

  private final Json json;
  private final RouteTree routes = new RouteTree();
  private final List<Middleware> middleware = new ArrayList<>();
  private final ErrorAnswers errors = new ErrorAnswers();
  private final Lifespan lifespan = new Lifespan();
  private final Values resources = new Values();
  private final TrustedProxies proxies = new TrustedProxies();
  private @Nullable Application parent;

  /** An application without routes, which reads and writes JSON with Jackson's own settings. */
  public Application() {
    this(Json.DEFAULT);
  }

  /**
   * An application without routes.
   *
   * @param json for what handlers return, and {@link Request#json}
   */
  public Application(Json json) {
    this.json = Objects.requireNonNull(json, "json");
  }

  // ---- routes

  /** Adds a route for GET, and HEAD with it; see {@link #route}. */
  public void get(String path, Handler handler) {
    route("GET", path, handler);
  }

  /** Adds a route for HEAD, where there is something cheaper than GET; see {@link #route}. */
  public void head(String path, Handler handler) {
    route("HEAD", path, handler);
  }

  /** Adds a route for POST; see {@link #route}. */
  public void post(String path, Handler handler) {
    route("POST", path, handler);
  }

  /** Adds a route for PUT; see {@link #route}. */
  public void put(String path, Handler handler) {
    route("PUT", path, handler);
  }

  /** Adds a route for PATCH; see {@link #route}. */
  public void patch(String path, Handler handler) {
    route("PATCH", path, handler);
  }

  /** Adds a route for DELETE; see {@link #route}. */
  public void delete(String path, Handler handler) {
    route("DELETE", path, handler);
  }

  /** Adds a route for OPTIONS, which otherwise answers itself; see {@link #route}. */
  public void options(String path, Handler handler) {
    route("OPTIONS", path, handler);
  }

  /** Adds a route for all methods that have none of their own; see {@link #route}. */
  public void any(String path, Handler handler) {
    route(RouteTree.ANY_METHOD, path, handler);
  }

  /**
   * Adds a route.
   *
   * @param method in capitals
   * @param path as above
   * @throws IllegalArgumentException if the path is none, or a request could not tell this route
   *     from another
   * @throws IllegalStateException if the application runs
   */
  public void route(String method, String path, Handler handler) {
    Objects.requireNonNull(handler, "handler");
    lifespan.checkNotStarted();
    routes.add(new RouteTree.Route(method, RoutePattern.parse(path), handler));
  }

  /**
   * Adds a route for websockets with the defaults, see {@link #webSocket(String, WebSocketOptions,
   * WebSocketHandler)}.
   */
  public void webSocket(String path, WebSocketHandler handler) {
    webSocket(path, WebSocketOptions.DEFAULT, handler);
  }

  /**
   * Adds a route for websockets, which is one for GET. Whoever asks without wanting a websocket
   * gets 426; see {@link Response#webSocket} for other errors. Middleware sees a response of status
   * 101, before the conversation begins; it may add headers to it, or answer something else.
   *
   * @param options what is spoken, and which pages may connect: by default only our own
   * @throws IllegalArgumentException as from {@link #route}
   */
  public void webSocket(String path, WebSocketOptions options, WebSocketHandler handler) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(handler, "handler");
    get(path, request -> Response.webSocket(request, options, handler));
  }

  /**
   * Serves the files of a folder with GET: with their kinds, single ranges, {@code ETag} and {@code
   * Last-Modified} for caches, and without copying where the system can. A folder is answered by
   * its {@code index.html}. Hidden are files and folders whose names start with a dot, and all that
   * lies, by symbolic links, outside of the folder.
   *
   * @param path below which they are, such as {@code /static}
   * @throws IOException if there is no such folder
   * @throws IllegalArgumentException as from {@link #route}
   */
  public void files(String path, Path folder) throws IOException {
    StaticFiles files = new StaticFiles(folder);
    String prefix = path.equals("/") ? "" : path;
    if (!prefix.isEmpty()) {
      get(prefix, request -> files.answer(request, ""));
    }
    get(prefix + "/{file:path}", request -> files.answer(request, request.pathParameter("file")));
  }

  /**
   * Lets another application answer all that is below a path, and the path itself, unless there is
   * a route of this one. It sees the rest of the path, has its own middleware behind ours, finds
   * our resources as well, and leaves errors to us for which it has no handler. It starts and stops
   * with us.
   *
   * @param path as of a route, parameters included
   * @throws IllegalArgumentException if the path is none or taken, or ends with a slash
   * @throws IllegalStateException if one of both runs, or the other is mounted already
   */
  public void mount(String path, Application other) {
    lifespan.checkNotStarted();
    other.lifespan.checkNotStarted();
    if (other.parent != null || root() == other) {
      throw new IllegalStateException(
          "an application is mounted in one place, and that for " + path + " is already; make two");
    }
    if (path.length() > 1 && path.endsWith("/")) {
      throw new IllegalArgumentException(
          "the path of a mounted application must not end with a slash; this one is '"
              + path
              + "'");
    }
    RoutePattern pattern = path.equals("/") ? RoutePattern.EVERYTHING : RoutePattern.parse(path);
    routes.add(new RouteTree.Mount(pattern, other));
    other.parent = this;
    lifespan.add(
        exits -> {
          other.startUp();
          exits.callback(other::shutDown);
        });
  }

  // ---- what stands around them

  /**
   * Adds middleware, behind that which is there already. It sees all requests, also those for which
   * there is no route.
   */
  public void use(Middleware added) {
    lifespan.checkNotStarted();
    middleware.add(Objects.requireNonNull(added, "middleware"));
  }

  /**
   * Answers requests that failed with this class of exceptions, or a subclass for which there is no
   * handler. Those of {@link HttpError} include 404 and 405 of the routes.
   *
   * <p>Without a handler, {@link HttpError} and what is wrong with the request become problems in
   * JSON, or pages for clients that prefer HTML. All others are logged, and clients are told that
   * the server has failed, and the id of the request.
   *
   * @throws IllegalArgumentException if there is one already
   */
  public <E extends Exception> void onError(Class<E> type, ErrorHandler<? super E> handler) {
    lifespan.checkNotStarted();
    errors.add(type, handler);
  }

  /**
   * Believes what these proxies say about their clients in {@code X-Forwarded-For}, {@code
   * X-Forwarded-Proto} and {@code X-Forwarded-Host}. Without, nobody is believed. Of the
   * application that the server runs, not of those mounted in it.
   *
   * @param addresses of proxies: addresses, ranges such as {@code 10.0.0.0/8}, or {@code unix} for
   *     all who come by a Unix socket
   * @throws IllegalArgumentException if one is none of these
   */
  public void trustProxies(String... addresses) {
    lifespan.checkNotStarted();
    for (String address : addresses) {
      proxies.add(address);
    }
  }

  // ---- the lifespan

  /**
   * Opens a resource when the application starts, and closes it after the last request, in reverse
   * order, whatever the others do. All that starts and stops does so in the order in which it was
   * added.
   *
   * @param key by which {@link Request#get} finds it
   * @param opener may suspend
   */
  public <T extends AutoCloseable> void resource(Key<T> key, Coroutine<? extends T> opener) {
    Objects.requireNonNull(opener, "opener");
    addStep(exits -> keep(key, exits.<T>enter(opener.await()), exits));
  }

  /** Enters a manager when the application starts; see {@link #resource(Key, Coroutine)}. */
  public <T> void resource(Key<T> key, ContextManager<? extends T> manager) {
    Objects.requireNonNull(manager, "manager");
    addStep(exits -> keep(key, exits.enter(manager), exits));
  }

  /** Runs when the application starts; may suspend. If it fails, the server does not start. */
  public void onStartup(Action action) {
    Objects.requireNonNull(action, "action");
    addStep(_ -> action.run());
  }

  /**
   * Runs after the last request, before what was added earlier is closed; may suspend. If one
   * before it cannot be started, it does not run.
   */
  public void onShutdown(Action action) {
    Objects.requireNonNull(action, "action");
    addStep(exits -> exits.callback(action));
  }

  private void addStep(Lifespan.Step step) {
    lifespan.checkNotStarted();
    lifespan.add(step);
  }

  private <T> void keep(Key<T> key, T value, ExitStack exits) {
    resources.put(key, value);
    exits.callback(() -> resources.remove(key));
  }

  /**
   * A resource of this application, or of that in which it is mounted; also in the actions that run
   * when it starts and stops.
   *
   * @throws IllegalStateException if there is none, or the application does not run
   */
  public <T> T get(Key<T> key) {
    T value = resources.get(key);
    if (value != null) {
      return value;
    }
    if (parent == null) {
      throw new IllegalStateException(
          "there is nothing for the key '"
              + key
              + "'; a resource is there while its application runs");
    }
    return parent.get(key);
  }

  @Override
  public void startUp() throws Exception {
    lifespan.start();
  }

  @Override
  public void shutDown() {
    lifespan.stop();
  }

  // ---- serving

  @Override
  public void serve(Exchange exchange) throws Exception {
    Request request = new Request(exchange, this);
    ContextVar.Token<String> before = Request.ID.set(request.id());
    try {
      handle(request).withHeader(RequestIds.HEADER, request.id()).sendTo(exchange);
    } finally {
      Request.ID.reset(before);
      request.close();
    }
  }

  private Response handle(Request request) throws Exception {
    return pass(request, 0);
  }

  /** What fails becomes a response at once, so that the middleware before has its say. */
  private Response pass(Request request, int index) throws Exception {
    try {
      return index == middleware.size()
          ? follow(request)
          : middleware.get(index).handle(request, next -> pass(next, index + 1));
    } catch (Exception failure) {
      return ErrorAnswers.answer(failure, request, this);
    }
  }

  private Response follow(Request request) throws Exception {
    List<String> segments = request.segments();
    RouteTree.Match match = routes.find(request.method(), segments);
    if (match == null) {
      return answerWithoutRoute(request.method(), routes.allowed(segments));
    }
    request.follow(match);
    return switch (match.target()) {
      case RouteTree.Route route -> {
        Response answer = Response.ofResult(route.handler().handle(request), json);
        request.setAnswer(answer);
        yield answer;
      }
      case RouteTree.Mount mount -> {
        request.enter(mount.application(), match.depth());
        yield mount.application().handle(request);
      }
    };
  }

  private static Response answerWithoutRoute(String method, String allowed) {
    if (allowed.isEmpty()) {
      throw new HttpError(404, "there is nothing at this address");
    }
    if (method.equals("OPTIONS")) {
      return Response.NO_CONTENT.withHeader("Allow", allowed);
    }
    throw new HttpError(405, "this address does not know " + method + ", but " + allowed)
        .withHeader("Allow", allowed);
  }

  // ---- what its requests ask

  Json json() {
    return json;
  }

  ErrorAnswers errors() {
    return errors;
  }

  TrustedProxies proxies() {
    return proxies;
  }

  @Nullable Application parent() {
    return parent;
  }

  Application root() {
    return parent == null ? this : parent.root();
  }
}
