package asyncio.tls;

/** Whether a server asks its clients for a certificate, as {@code ssl.VerifyMode}. */
public enum ClientAuth {
  /** It does not. */
  NONE,
  /** It does; a client without one is let in. */
  WANTED,
  /** It does; a client without one is refused. */
  NEEDED
}
