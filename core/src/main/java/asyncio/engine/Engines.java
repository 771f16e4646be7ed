package asyncio.engine;

import org.jspecify.annotations.Nullable;

/** Picks the engine of the process, once, at the first use. */
final class Engines {

  private static final String PROPERTY = "asyncio.engine";

  static final Engine SELECTED = select(System.getProperty(PROPERTY));

  private Engines() {}

  private static Engine select(@Nullable String wanted) {
    if (wanted == null) {
      return fastOrPortable();
    }
    return switch (wanted) {
      case "fast" -> fast();
      case "portable" -> new PortableEngine();
      default ->
          throw new IllegalArgumentException(
              "-D"
                  + PROPERTY
                  + " must be fast or portable, not \""
                  + wanted
                  + "\"; leave it out to let asyncio choose");
    };
  }

  private static Engine fastOrPortable() {
    try {
      return new FastEngine();
    } catch (RuntimeException | LinkageError e) {
      System.getLogger("asyncio")
          .log(
              System.Logger.Level.INFO,
              () -> "using the portable engine, about 4 times slower. " + remedy());
      return new PortableEngine();
    }
  }

  private static Engine fast() {
    try {
      return new FastEngine();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "-D" + PROPERTY + "=fast, but the fast engine cannot be had. " + remedy(), e);
    }
  }

  private static String remedy() {
    Module module = Engines.class.getModule();
    String target = module.isNamed() ? module.getName() : "ALL-UNNAMED";
    return "For the fast one start java with --add-opens java.base/java.lang="
        + target
        + ", or put the line Add-Opens: java.base/java.lang into the manifest of the jar that java"
        + " -jar runs";
  }
}
