package asyncio.pool;

/** Class loaders. */
final class Loaders {

  private Loaders() {}

  /** The loader of an object's class; of the JDK's own classes that is the platform's. */
  static ClassLoader of(Object object) {
    ClassLoader loader = object.getClass().getClassLoader();
    return loader == null ? ClassLoader.getPlatformClassLoader() : loader;
  }
}
