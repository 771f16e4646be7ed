package asyncio.http.web;

import asyncio.http.BrokenMessageException;
import asyncio.http.JsonException;
import asyncio.http.TooLargeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes responses of failures. What nobody expected is logged, and the client is told no more than
 * the id by which it is found in the log.
 */
final class ErrorAnswers {

  private final Map<Class<?>, ErrorHandler<? super Exception>> handlers = new HashMap<>();

  @SuppressWarnings("unchecked") // the handler is found by the class of what it gets
  <E extends Exception> void add(Class<E> type, ErrorHandler<? super E> handler) {
    Objects.requireNonNull(handler, "handler");
    if (handlers.putIfAbsent(type, (ErrorHandler<? super Exception>) handler) != null) {
      throw new IllegalArgumentException(
          "errors of " + type.getName() + " have a handler already; remove one of them");
    }
  }

  /** The handler of its class, or else of the nearest superclass that has one. */
  private @Nullable ErrorHandler<? super Exception> find(Exception failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      ErrorHandler<? super Exception> handler = handlers.get(type);
      if (handler != null) {
        return handler;
      }
    }
    return null;
  }

  /**
   * Answers for an application, or that in which it is mounted.
   *
   * @throws Exception the failure itself, if there is nobody to be answered
   */
  static Response answer(Exception failure, Request request, Application failed) throws Exception {
    if (request.isLost(failure)) {
      throw failure;
    }
    for (Application asked = failed; asked != null; asked = asked.parent()) {
      ErrorHandler<? super Exception> handler = asked.errors().find(failure);
      if (handler != null) {
        return handled(handler, failure, request, asked);
      }
    }
    return page(failure, request);
  }

  private static Response handled(
      ErrorHandler<? super Exception> handler,
      Exception failure,
      Request request,
      Application application) {
    try {
      return Response.ofResult(handler.handle(failure, request), application.json());
    } catch (Exception another) {
      if (another != failure) {
        another.addSuppressed(failure);
      }
      return page(another, request);
    }
  }

  private static Response page(Exception failure, Request request) {
    return switch (failure) {
      case HttpError error -> new Problem(error, request).response();
      case BrokenMessageException broken when request.hasFailedWith(broken) ->
          new Problem(ofBody(broken), request).response();
      default -> {
        ErrorLog.failed(request, failure);
        yield new Problem(new HttpError(500), request).response();
      }
    };
  }

  /** The client's fault; a message from elsewhere that is broken is none of his. */
  private static HttpError ofBody(BrokenMessageException broken) {
    return switch (broken) {
      case JsonException json -> Problem.ofJson(json);
      case TooLargeException large -> new HttpError(large.status(), "the body is too large");
      default -> new HttpError(broken.status());
    };
  }
}
