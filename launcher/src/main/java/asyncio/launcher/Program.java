package asyncio.launcher;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled program.
 *
 * @param mainClass the name of its first class
 * @param classes all of its classes by name
 */
record Program(String mainClass, Map<String, byte[]> classes) {

  /** The main class, not yet initialised, in a class loader of its own. */
  Class<?> load() {
    try {
      return Class.forName(mainClass, false, new Loader(classes));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the compiled program lacks its own main class", e);
    }
  }

  private static final class Loader extends ClassLoader {

    static {
      registerAsParallelCapable();
    }

    private static final String SUFFIX = ".class";

    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(Program.class.getClassLoader());
      this.classes = classes;
    }

    /** Classes as resources, for processes that have to load them as well. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      byte[] bytes =
          name.endsWith(SUFFIX)
              ? classes.get(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
              : null;
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
