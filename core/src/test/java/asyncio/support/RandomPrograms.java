package asyncio.support;

/** How many seeds a test of random programs plays. */
public final class RandomPrograms {

  /** On the portable engine, where a switch takes four times as long, a fifth. */
  public static final int COUNT =
      "portable".equals(System.getProperty("asyncio.engine")) ? 2_000 : 10_000;

  private RandomPrograms() {}
}
