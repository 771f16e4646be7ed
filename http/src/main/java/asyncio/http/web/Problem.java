package asyncio.http.web;

import asyncio.http.Body;
import asyncio.http.Json;
import asyncio.http.JsonException;
import asyncio.http.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.QuotedQualityCSV;
import tools.jackson.core.JacksonException;

/**
 * The response to a request that has failed: a problem in JSON, RFC 9457, or a page for browsers.
 *
 * @param error what is told
 * @param request what has failed
 */
record Problem(HttpError error, Request request) {

  private static final String CONTENT_TYPE = "application/problem+json";

  /** Where the JSON does not fit, without the names of our classes. */
  static HttpError ofJson(JsonException failure) {
    if (!(failure.getCause() instanceof JacksonException cause)) {
      return new HttpError(failure.status(), "the body is not the JSON that is expected here");
    }
    String where =
        cause.getPath().stream()
            .map(
                part ->
                    part.getPropertyName() == null ? "" + part.getIndex() : part.getPropertyName())
            .collect(Collectors.joining("."));
    return new HttpError(
        failure.status(),
        "the body is not the JSON that is expected here: see "
            + (where.isEmpty() ? "" : "'" + where + "', ")
            + "line "
            + cause.getLocation().getLineNr()
            + ", column "
            + cause.getLocation().getColumnNr());
  }

  Response response() {
    Response response = wantsPage() ? page() : json();
    return response
        .withStatus(error.status())
        .withHeaders(response.headers().overriddenBy(error.headers()));
  }

  /** Whoever prefers a page says so; all others are programs. */
  private boolean wantsPage() {
    QuotedQualityCSV accepted = new QuotedQualityCSV();
    request.headers().all("Accept").forEach(accepted::addValue);
    for (String kind : accepted.getValues()) {
      if (kind.equals("text/html") || kind.equals("application/xhtml+xml")) {
        return true;
      }
      if (kind.contains("json") || kind.equals("*/*")) {
        return false;
      }
    }
    return false;
  }

  private Response json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "about:blank");
    members.put("title", Status.reason(error.status()));
    members.put("status", error.status());
    members.put("detail", String.valueOf(error.getMessage()));
    members.put("requestId", request.id());
    members.putAll(error.members());
    return Response.of(Body.of(Json.DEFAULT.write(members), CONTENT_TYPE));
  }

  private Response page() {
    String title = escape(error.status() + " " + Status.reason(error.status()));
    return Response.html(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body><h1>%s</h1><p>%s</p><p><small>Request %s</small></p></body>
        </html>
        """
            .formatted(title, title, escape(String.valueOf(error.getMessage())), request.id()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
