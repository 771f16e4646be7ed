package asyncio.worker;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SerializedLambda} says, written in short. Lambdas are what a pool sends most, and
 * the JDK's form of them takes several times as long to write and to read.
 */
public final class TravellingLambda implements Externalizable {

  @Serial private static final long serialVersionUID = 1;

  /** The method that the compiler gives each class with serialisable lambdas. */
  private static final ClassValue<Method> MAKER =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> capturing) {
          return makerOf(capturing);
        }
      };

  private transient @Nullable SerializedLambda lambda;

  /** Of the class that the lambda stands in, once it was read. */
  private transient @Nullable Method maker;

  /** For the JDK, to read one. */
  public TravellingLambda() {}

  TravellingLambda(SerializedLambda lambda) {
    this.lambda = lambda;
  }

  private static Method makerOf(Class<?> capturing) {
    try {
      Method maker = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      maker.setAccessible(true);
      return maker;
    } catch (NoSuchMethodException otherVersion) {
      throw new IllegalStateException(
          capturing + " has no serialisable lambda; does the worker have another version of it?",
          otherVersion);
    }
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    SerializedLambda sent = Objects.requireNonNull(lambda);
    out.writeUTF(sent.getCapturingClass());
    out.writeUTF(sent.getFunctionalInterfaceClass());
    out.writeUTF(sent.getFunctionalInterfaceMethodName());
    out.writeUTF(sent.getFunctionalInterfaceMethodSignature());
    out.writeByte(sent.getImplMethodKind());
    out.writeUTF(sent.getImplClass());
    out.writeUTF(sent.getImplMethodName());
    out.writeUTF(sent.getImplMethodSignature());
    out.writeUTF(sent.getInstantiatedMethodType());
    out.writeByte(sent.getCapturedArgCount());
    for (int i = 0; i < sent.getCapturedArgCount(); i++) {
      Object value = sent.getCapturedArg(i);
      if (!SimpleValue.write(value, out)) {
        out.writeObject(value);
      }
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    ClassLoader loader = ((Serialization.Input) in).loader();
    Class<?> capturing = Class.forName(in.readUTF().replace('/', '.'), true, loader);
    lambda =
        new SerializedLambda(
            capturing,
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            in.readByte(),
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            readCaptured(in));
    maker = MAKER.get(capturing);
  }

  private static @Nullable Object[] readCaptured(ObjectInput in)
      throws IOException, ClassNotFoundException {
    @Nullable Object[] captured = new Object[in.readUnsignedByte()];
    for (int i = 0; i < captured.length; i++) {
      int kind = in.readByte();
      captured[i] = kind == SimpleValue.NONE ? in.readObject() : SimpleValue.read(kind, in);
    }
    return captured;
  }

  @Serial
  private Object readResolve() throws ObjectStreamException {
    try {
      return Objects.requireNonNull(maker).invoke(null, lambda);
    } catch (IllegalAccessException | InvocationTargetException otherVersion) {
      var failure = new InvalidObjectException("the lambda is not known here: " + lambda);
      failure.initCause(otherVersion);
      throw failure;
    }
  }
}
