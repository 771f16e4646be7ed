package asyncio.pool;

import asyncio.worker.Packet;
import asyncio.worker.Serialization;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes code ready to travel, or says what keeps it from travelling. Any thread. */
final class Parcel {

  private Parcel() {}

  /**
   * The code as it is now, with what it captures.
   *
   * @param subject what is to travel, for the message: the code, or the object it wraps
   * @throws IllegalArgumentException if it cannot travel; the message names what holds it back
   */
  static Packet pack(Callable<?> code, Object subject) {
    try {
      return Serialization.write(code);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(explain(subject, e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the code cannot travel to a worker: " + subject.getClass().getName() + ": " + e, e);
    }
  }

  private static String explain(Object subject, NotSerializableException e) {
    if (!(subject instanceof Serializable)) {
      return "the code cannot travel to a worker: it is a "
          + subject.getClass().getName()
          + ", which is not Serializable; give the lambda to the pool directly, or declare it as"
          + " SerializableCallable";
    }
    String captured = describeCapture(subject);
    return "the code cannot travel to a worker: it "
        + (captured == null ? "holds" : captured)
        + (captured == null || !captured.endsWith(e.getMessage())
            ? (captured == null ? " a " : ", which holds a ") + e.getMessage()
            : "")
        + ", and that is not Serializable; copy what the code needs into local variables, and make"
        + " the methods that it calls static";
  }

  /** Which captured value of a lambda does not travel, or null if this is no lambda. */
  private static @Nullable String describeCapture(Object code) {
    SerializedLambda lambda = lambdaOf(code);
    if (lambda == null) {
      return null;
    }
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object value = lambda.getCapturedArg(i);
      if (!canTravel(value)) {
        boolean isThis = i == 0 && value.getClass().getName().equals(ownerOf(lambda));
        return (isThis ? "uses `this`, a " : "captures a ") + value.getClass().getName();
      }
    }
    return null;
  }

  private static String ownerOf(SerializedLambda lambda) {
    return lambda.getCapturingClass().replace('/', '.');
  }

  private static boolean canTravel(Object value) {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(value);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** What the compiler made a serialisable lambda write in its own place. */
  private static @Nullable SerializedLambda lambdaOf(Object code) {
    try {
      Method writeReplace = code.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return writeReplace.invoke(code) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException | RuntimeException noLambda) {
      return null;
    }
  }
}
