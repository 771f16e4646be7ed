package asyncio.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/** Objects as bytes and back, by the JDK's serialisation. Any thread. */
public final class Serialization {

  private Serialization() {}

  /**
   * An object and all that it refers to.
   *
   * @throws IOException if that is impossible; a {@link java.io.NotSerializableException} names the
   *     class that is not serialisable
   */
  public static Packet write(@Nullable Object object) throws IOException {
    Packet packet = new Packet();
    try (ObjectOutputStream out = new ObjectOutputStream(packet)) {
      out.writeObject(object);
    }
    return packet;
  }

  /** The object, its classes found by {@code loader}. */
  static @Nullable Object read(InputStream source, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new Input(source, loader)) {
      return in.readObject();
    }
  }

  private static final class Input extends ObjectInputStream {

    private final ClassLoader loader;

    Input(InputStream source, ClassLoader loader) throws IOException {
      super(source);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(type.getName(), false, loader);
      } catch (ClassNotFoundException primitiveOrMissing) {
        return super.resolveClass(type);
      }
    }
  }
}
