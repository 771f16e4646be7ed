package asyncio.worker;

import java.io.IOException;

/**
 * Loads what is not on the worker's class path, such as a program that was compiled in memory. Any
 * thread.
 */
final class FetchingClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassSource source;

  FetchingClassLoader(ClassSource source) {
    super(getSystemClassLoader());
    this.source = source;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = source.find(name);
    } catch (IOException parentGone) {
      throw new ClassNotFoundException(name, parentGone);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
