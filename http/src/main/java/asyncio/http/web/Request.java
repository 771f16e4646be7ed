package asyncio.http.web;

import asyncio.context.ContextVar;
import asyncio.http.BrokenMessageException;
import asyncio.http.FormFields;
import asyncio.http.Headers;
import asyncio.http.IncomingBody;
import asyncio.http.MediaTypes;
import asyncio.http.RequestHead;
import asyncio.http.gateway.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What a client asks; {@code aiohttp.web.Request}. For the task that serves it, and not beyond:
 * what was received for it is deleted when the response is sent.
 */
public final class Request {

  /** The id of the request that is being served, also in the tasks that its handler starts. */
  public static final ContextVar<String> ID = ContextVar.of("request id");

  /** How much {@link #body()} reads as a whole: 1 MiB. */
  public static final long BODY_LIMIT = 1 << 20;

  private final Exchange exchange;
  private final String id;
  private final Values attributes = new Values();
  private final Map<String, Object> parameters = new HashMap<>();
  private Application application;
  private int depth;
  private @Nullable RequestPath path;
  private @Nullable Client client;
  private @Nullable FormFields query;
  private @Nullable Map<String, String> cookies;
  private @Nullable IncomingBody body;
  private @Nullable Form form;
  private @Nullable IOException lost;
  private @Nullable Response answer;

  Request(Exchange exchange, Application application) {
    this.exchange = exchange;
    this.application = application;
    this.id = RequestIds.choose(headers().get(RequestIds.HEADER));
  }

  // ---- what is asked

  /** The method, in capitals. */
  public String method() {
    return exchange.request().method();
  }

  /** The path and the query as they came, encoded. */
  public String target() {
    return exchange.request().target();
  }

  /**
   * The path, decoded; a slash within a segment stays {@code %2F}.
   *
   * @throws HttpError 400 if it cannot be decoded, or has segments of dots, encoded or not
   */
  public String path() {
    return where().toString();
  }

  private RequestPath where() {
    RequestPath known = path;
    if (known == null) {
      known = path = RequestPath.of(exchange.request());
    }
    return known;
  }

  /**
   * The parameters behind the question mark.
   *
   * @throws HttpError 400 if they cannot be decoded
   */
  public FormFields query() {
    FormFields known = query;
    if (known == null) {
      known = query = Form.parse(where().query());
    }
    return known;
  }

  /** All headers. */
  public Headers headers() {
    return exchange.request().headers();
  }

  /**
   * The cookies by their names.
   *
   * @throws HttpError 400 if they cannot be read
   */
  public Map<String, String> cookies() {
    Map<String, String> known = cookies;
    if (known == null) {
      known = cookies = Cookies.of(headers());
    }
    return known;
  }

  /** Names it in logs: that of the header {@code X-Request-Id} if it is sane, else a new one. */
  public String id() {
    return id;
  }

  // ---- who asks

  /**
   * Who asks, or null where there is no network between. A proxy is believed only if {@link
   * Application#trustProxies} says so.
   */
  public @Nullable InetAddress remoteAddress() {
    return client().address();
  }

  /** {@code http} or {@code https}: how the client has come here, or to the proxy. */
  public String scheme() {
    return client().scheme();
  }

  /** The host by which the client knows us, with the port if he has named one; or null. */
  public @Nullable String host() {
    return client().host();
  }

  private Client client() {
    Client known = client;
    if (known == null) {
      known = client = application.root().proxies().client(exchange);
    }
    return known;
  }

  // ---- parameters of the path

  /**
   * A parameter of the path as a string, whatever its type.
   *
   * @throws IllegalArgumentException if the route has no such parameter
   */
  public String pathParameter(String name) {
    return parameter(name).toString();
  }

  /**
   * A parameter that the route declares as {@code {name:int}}.
   *
   * @throws IllegalArgumentException if it does not
   */
  public int pathInt(String name) {
    return pathValue(name, Integer.class, SegmentType.INT);
  }

  /**
   * A parameter that the route declares as {@code {name:long}}.
   *
   * @throws IllegalArgumentException if it does not
   */
  public long pathLong(String name) {
    return pathValue(name, Long.class, SegmentType.LONG);
  }

  /**
   * A parameter that the route declares as {@code {name:uuid}}.
   *
   * @throws IllegalArgumentException if it does not
   */
  public UUID pathUuid(String name) {
    return pathValue(name, UUID.class, SegmentType.UUID);
  }

  private <T> T pathValue(String name, Class<T> type, SegmentType declared) {
    Object value = parameter(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "the route must declare this parameter as {" + name + ":" + declared.word() + "}");
    }
    return type.cast(value);
  }

  private Object parameter(String name) {
    Object value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the route has the parameters " + parameters.keySet() + ", and not '" + name + "'");
    }
    return value;
  }

  // ---- what comes with it

  /** The body, of which as a whole at most {@link #BODY_LIMIT} is read; more is 413. */
  public IncomingBody body() {
    return body(BODY_LIMIT);
  }

  /**
   * The body, with another limit.
   *
   * @param limit of bytes; only the first call decides
   */
  public IncomingBody body(long limit) {
    IncomingBody known = body;
    if (known == null) {
      known =
          body =
              new IncomingBody(
                  this::read,
                  headers().get("Content-Type"),
                  exchange.contentLength(),
                  limit,
                  application.json());
    }
    return known;
  }

  private @Nullable ByteBuffer read() throws IOException {
    try {
      return exchange.read();
    } catch (BrokenMessageException broken) {
      throw broken;
    } catch (IOException connectionLost) {
      lost = connectionLost;
      throw connectionLost;
    }
  }

  /** Whether this came because there is nobody any more who could be answered. */
  boolean isLost(Exception failure) {
    return failure == lost;
  }

  /** Whether this came because its body is not as it should be. */
  boolean hasFailedWith(Exception failure) {
    IncomingBody read = body;
    return read != null && read.hasFailedWith(failure);
  }

  /**
   * The JSON of the body as a value. Suspends.
   *
   * @throws HttpError 415 if the body does not claim to be JSON, or 400 if it is {@code null}
   * @throws asyncio.http.JsonException if it is not JSON, or does not fit the type; this is 400
   * @throws asyncio.http.TooLargeException if it is longer than {@link #BODY_LIMIT}; this is 413
   * @throws IOException if the connection is lost
   */
  public <T> T json(Class<T> type) throws IOException {
    checkJson();
    return notNull(body().json(type));
  }

  /** The JSON of the body as a value of a type with parameters, see {@link #json(Class)}. */
  public <T> T json(TypeReference<T> type) throws IOException {
    checkJson();
    return notNull(body().json(type));
  }

  private void checkJson() {
    String kind = MediaTypes.base(headers().get("Content-Type"));
    if (!kind.equals("application/json") && !kind.endsWith("+json")) {
      throw new HttpError(
          415, "send JSON, and say so with the header Content-Type: application/json");
    }
  }

  private static <T> T notNull(@Nullable T value) {
    if (value == null) {
      throw new HttpError(400, "the JSON of the body must not be null");
    }
    return value;
  }

  /** The form in the body, within the usual limits; see {@link #form(FormLimits)}. */
  public Form form() throws IOException {
    return form(FormLimits.DEFAULT);
  }

  /**
   * The form in the body, urlencoded or multipart; read once. Suspends. Large files are written to
   * disk meanwhile, and deleted when the response is sent.
   *
   * @throws HttpError 415 if it is no form, 413 if it is larger than the limits, 400 if it is
   *     broken
   * @throws IOException if the connection is lost, or a file cannot be written
   */
  public Form form(FormLimits limits) throws IOException {
    Form known = form;
    if (known == null) {
      known = form = FormReader.read(this, Objects.requireNonNull(limits, "limits"));
    }
    return known;
  }

  // ---- what goes with it

  /**
   * A value that middleware has attached, or a resource of the application, or of that in which it
   * is mounted.
   *
   * @throws IllegalStateException if there is none
   */
  public <T> T get(Key<T> key) {
    T attached = attributes.get(key);
    return attached == null ? application.get(key) : attached;
  }

  /** Attaches a value. */
  public <T> void set(Key<T> key, T value) {
    attributes.put(key, value);
  }

  // ---- on its way

  RequestHead head() {
    return exchange.request();
  }

  /** What is left of the path. */
  List<String> segments() {
    List<String> all = where().segments();
    return depth == all.size() ? List.of("") : all.subList(depth, all.size());
  }

  /** The raw end of the path, for a reference that is relative to it. */
  String lastSegment() {
    String whole = target();
    String raw = whole.substring(0, whole.indexOf('?') < 0 ? whole.length() : whole.indexOf('?'));
    return raw.substring(raw.lastIndexOf('/') + 1);
  }

  void follow(RouteTree.Match match) {
    parameters.putAll(match.parameters());
  }

  void enter(Application mounted, int usedUp) {
    application = mounted;
    depth += usedUp;
  }

  /** What its handler has answered; middleware may still send another response in its place. */
  void setAnswer(Response newAnswer) {
    answer = newAnswer;
  }

  /** Deletes what was received, and lets go of an answer that was not sent. */
  void close() throws Exception {
    Form received = form;
    if (received != null) {
      received.close();
    }
    Response answered = answer;
    if (answered != null) {
      answered.release();
    }
  }

  /** The method and the target. */
  @Override
  public String toString() {
    return exchange.request() + " (" + id + ")";
  }
}
