package asyncio.http.client;

/** What may take only so long, see {@link ClientTimeouts}. */
public enum Budget {
  /** The whole request, redirects and the response's body included. */
  TOTAL("total time"),

  /** From the request to a connection, waiting in line included. */
  CONNECT("time to get a connection"),

  /** Waiting in line, as there are enough connections. */
  POOL_WAIT("time to wait for a free connection"),

  /** Making a connection. */
  SOCKET_CONNECT("time to connect"),

  /** From one piece of the response to the next. */
  SOCKET_READ("time to wait for data");

  private final String words;

  Budget(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
