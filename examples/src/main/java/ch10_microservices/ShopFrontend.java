// A backend for a frontend: one page from three services. It keeps answering while one of them
// hangs and another one fails: each attempt has a limit of time, failures are tried again, a
// circuit breaker leaves a service alone that fails again and again, and a part of the page that
// does not come in time is left out. (Chapter 10)
//
// Breakers and the counting of attempts are those of resilience4j, which a build puts aside:
//   mvn package -DskipTests
//   CLASSPATH='examples/target/lib/*' \
//       ./asyncio examples/src/main/java/ch10_microservices/ShopFrontend.java
import static asyncio.Asyncio.*;

import asyncio.http.client.ClientResponse;
import asyncio.http.client.ClientSession;
import asyncio.http.client.StatusException;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import asyncio.http.web.Handler;
import asyncio.http.web.HttpError;
import asyncio.http.web.Key;
import asyncio.http.web.Request;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A class with a name, unlike most examples, so that a test can make one. */
class ShopFrontend {

  private static final Duration PATIENCE_FOR_AN_ATTEMPT = millis(400);
  private static final Duration PATIENCE_FOR_A_PART = seconds(1);
  private static final int CALLS_AT_ONCE = 10;
  private static final Key<ClientSession> SESSION = Key.named("session");

  record Product(int id, String name) {}

  record Stock(int pieces) {}

  record Reviews(List<String> texts) {}

  /** Null stands for what nobody knows at the moment. */
  record Page(Product product, Stock stock, Reviews reviews) {}

  private final Service catalogue;
  private final Service stock;
  private final Service reviews;

  ShopFrontend(String catalogueUrl, String stockUrl, String reviewsUrl) {
    catalogue = new Service("catalogue", catalogueUrl);
    stock = new Service("stock", stockUrl);
    reviews = new Service("reviews", reviewsUrl);
  }

  Application application() {
    Application app = new Application();
    app.resource(SESSION, ShopFrontend::openSession);
    app.get("/pages/{id:int}", this::page);
    return app;
  }

  /** A service that hangs holds ten connections at most; others are free for the rest. */
  private static ClientSession openSession() {
    return ClientSession.builder()
        .timeouts(limits -> limits.withTotal(PATIENCE_FOR_AN_ATTEMPT))
        .limitPerHost(CALLS_AT_ONCE)
        .raiseForStatus(true)
        .build();
  }

  private Page page(Request request) {
    ClientSession session = request.get(SESSION);
    int id = request.pathInt("id");
    Product product = product(session, id); // without it there is no page, so it is asked first
    return taskGroup(
        group -> {
          var pieces = group.createTask(() -> orNothing(() -> stock.get(session, id, Stock.class)));
          var texts =
              group.createTask(() -> orNothing(() -> reviews.get(session, id, Reviews.class)));
          return new Page(product, pieces.await(), texts.await());
        });
  }

  private Product product(ClientSession session, int id) {
    try {
      return waitFor(() -> catalogue.get(session, id, Product.class), PATIENCE_FOR_A_PART);
    } catch (Exception failure) {
      if (failure instanceof StatusException refused && refused.status() == 404) {
        throw new HttpError(404, "there is no such product");
      }
      throw new HttpError(503, "the catalogue does not answer").withHeader("Retry-After", "5");
    }
  }

  private static <T> T orNothing(Coroutine<T> part) {
    try {
      return waitFor(part, PATIENCE_FOR_A_PART);
    } catch (Exception failure) {
      return null;
    }
  }

  // ---- a service, and what keeps it from taking us down with it

  private static final class Service {

    /** The loop's time: where that is virtual, as in tests, nobody has to wait for a breaker. */
    private static final InstantSource LOOP_TIME =
        () -> Instant.ofEpochMilli((long) (getRunningLoop().time() * 1000));

    /** Opens when half of the last four calls have failed, and lets one through after 5 s. */
    private static final CircuitBreakerConfig BREAKING =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumNumberOfCalls(4)
            .failureRateThreshold(50)
            .waitDurationInOpenState(seconds(5))
            .permittedNumberOfCallsInHalfOpenState(1)
            .recordException(Service::isToBlame)
            .clock(LOOP_TIME.withZone(ZoneOffset.UTC))
            .build();

    /** Three attempts, with pauses of 50 ms and 100 ms. */
    private static final RetryConfig RETRYING =
        RetryConfig.custom()
            .maxAttempts(3)
            .intervalFunction(IntervalFunction.ofExponentialBackoff(millis(50), 2))
            .retryOnException(Service::isToBlame)
            .build();

    private final String url;
    private final CircuitBreaker breaker;
    private final Retry retry;

    Service(String name, String url) {
      this.url = url;
      breaker = CircuitBreaker.of(name, BREAKING);
      breaker
          .getEventPublisher()
          .onStateTransition(
              event -> IO.println(name + ": " + event.getStateTransition().getToState()));
      retry = Retry.of(name, RETRYING);
    }

    /** It is, unless it has found fault with the request; then a repetition will not help. */
    private static boolean isToBlame(Throwable failure) {
      return failure instanceof StatusException refused
          ? refused.status() >= 500
          : failure instanceof IOException || failure instanceof TimeoutException;
    }

    /** The pauses between the attempts are ours: resilience4j would make the thread sleep. */
    <T> T get(ClientSession session, int id, Class<T> type) throws Exception {
      Retry.AsyncContext<T> attempts = retry.asyncContext();
      while (true) {
        try {
          T answer = guarded(() -> fetch(session, id, type));
          attempts.onComplete();
          return answer;
        } catch (Exception failure) {
          long pauseMillis = attempts.onError(failure);
          if (pauseMillis < 0) {
            throw failure;
          }
          sleep(millis(pauseMillis));
        }
      }
    }

    /** What is cancelled says nothing about the service, but has to give back its permission. */
    private <T> T guarded(Coroutine<T> call) throws Exception {
      breaker.acquirePermission();
      long start = breaker.getCurrentTimestamp();
      try {
        T answer = call.await();
        breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
        return answer;
      } catch (CancelledError cancelled) {
        breaker.releasePermission();
        throw cancelled;
      } catch (Exception failure) {
        breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), failure);
        throw failure;
      }
    }

    private <T> T fetch(ClientSession session, int id, Class<T> type)
        throws IOException, TimeoutException {
      try (ClientResponse response = session.get(url + "/" + id)) {
        return response.json(type);
      }
    }
  }

  // ---- a demonstration

  private enum Health {
    WELL,
    FAILS,
    HANGS
  }

  /** One of the three, as it may be. */
  private static final class DemoService {

    private Health health = Health.WELL;

    HttpServer start(Handler handler) throws Exception {
      Application app = new Application();
      app.use(
          (request, next) -> {
            if (health == Health.HANGS) {
              sleep(seconds(3));
            }
            if (health == Health.FAILS) {
              throw new HttpError(500);
            }
            return next.handle(request);
          });
      app.get("/{id:int}", handler);
      return HttpServer.start(app, "localhost", 0);
    }
  }

  static void main() {
    run(ShopFrontend::demonstrate);
  }

  static void demonstrate() throws Exception {
    DemoService stock = new DemoService();
    DemoService reviews = new DemoService();
    try (HttpServer catalogueServer =
            new DemoService().start(request -> new Product(request.pathInt("id"), "tea"));
        HttpServer stockServer = stock.start(_ -> new Stock(12));
        HttpServer reviewServer = reviews.start(_ -> new Reviews(List.of("good", "hot")));
        HttpServer shop =
            HttpServer.start(
                new ShopFrontend(catalogueServer.url(), stockServer.url(), reviewServer.url())
                    .application(),
                "localhost",
                0);
        ClientSession customer = ClientSession.builder().baseUrl(shop.url()).build()) {
      show(customer);
      IO.println("from now on the stock fails, and the reviews hang");
      stock.health = Health.FAILS;
      reviews.health = Health.HANGS;
      show(customer);
      show(customer);
      show(customer);
      IO.println("all are well again");
      stock.health = Health.WELL;
      reviews.health = Health.WELL;
      show(customer);
      sleep(seconds(5));
      show(customer);
    }
  }

  private static void show(ClientSession customer) throws IOException, TimeoutException {
    double start = getRunningLoop().time();
    try (ClientResponse response = customer.get("/pages/7")) {
      String page = response.text();
      IO.println(Math.round((getRunningLoop().time() - start) * 1000) + " ms: " + page);
    }
  }
}
