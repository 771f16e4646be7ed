package asyncio.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Objects as bytes and back. Any thread.
 *
 * <p>It is the JDK's serialisation, but for some short cuts, which together make a small task
 * several times as fast: classes are written by name only, as both sides have the same ones; see
 * also {@link SimpleValue} and {@link TravellingLambda}.
 */
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
    if (!SimpleValue.write(object, new DataOutputStream(packet))) {
      try (ObjectOutputStream out = new Output(packet)) {
        out.writeObject(object);
      }
    }
    return packet;
  }

  /** The object, its classes found by {@code loader}. */
  static @Nullable Object read(InputStream source, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    int kind = source.read();
    if (kind != SimpleValue.NONE) {
      return SimpleValue.read(kind, new DataInputStream(source));
    }
    try (ObjectInputStream in = new Input(source, loader)) {
      return in.readObject();
    }
  }

  private static final class Output extends ObjectOutputStream {

    Output(OutputStream target) throws IOException {
      super(target);
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      return object instanceof SerializedLambda lambda ? new TravellingLambda(lambda) : object;
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass type) throws IOException {
      writeUTF(type.getName());
      writeLong(type.getSerialVersionUID());
    }
  }

  /** Knows where classes come from. */
  static final class Input extends ObjectInputStream {

    private final ClassLoader loader;

    Input(InputStream source, ClassLoader loader) throws IOException {
      super(source);
      this.loader = loader;
    }

    ClassLoader loader() {
      return loader;
    }

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
      String name = readUTF();
      long version = readLong();
      Class<?> found = find(name);
      ObjectStreamClass type = ObjectStreamClass.lookupAny(found);
      if (type.getSerialVersionUID() != version && !found.isArray() && !found.isEnum()) {
        throw new InvalidClassException(name, "pool and worker have different versions of it");
      }
      return type;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
      return find(type.getName());
    }

    private Class<?> find(String name) throws ClassNotFoundException {
      Class<?> primitive = Class.forPrimitiveName(name);
      return primitive == null ? Class.forName(name, false, loader) : primitive;
    }
  }
}
