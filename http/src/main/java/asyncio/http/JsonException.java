package asyncio.http;

import tools.jackson.core.JacksonException;

/** A body is not JSON, or not that of the type that was asked for. */
public final class JsonException extends BrokenMessageException {

  private static final long serialVersionUID = 1L;

  JsonException(String type, JacksonException cause) {
    super(
        400,
        "the body is no JSON of the type "
            + type
            + ": "
            + cause.getOriginalMessage()
            + (cause.getLocation() == null
                ? ""
                : " (line "
                    + cause.getLocation().getLineNr()
                    + ", column "
                    + cause.getLocation().getColumnNr()
                    + ")"),
        cause);
  }
}
