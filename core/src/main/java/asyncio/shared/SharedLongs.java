package asyncio.shared;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An array of numbers that several processes share; {@code multiprocessing.Array}. Any thread of
 * any of these processes. Single accesses are atomic and seen by all in one order; what takes more
 * than one needs a {@link ProcessLock}.
 *
 * <p>A worker gets it with the code that captures it. Who has created it closes it at the end; in a
 * worker, closing only gives up this worker's access.
 */
public final class SharedLongs implements AutoCloseable, Serializable {

  @Serial private static final long serialVersionUID = 1;

  private static final VarHandle ELEMENT = ValueLayout.JAVA_LONG.arrayElementVarHandle();

  private final transient SharedMemory memory;

  private SharedLongs(SharedMemory memory) {
    this.memory = memory;
  }

  /**
   * Zeros.
   *
   * @param length how many, at least 1
   * @throws IOException if there is no room for them
   */
  public static SharedLongs create(int length) throws IOException {
    if (length < 1) {
      throw new IllegalArgumentException(
          "a shared array needs a length of at least 1, and got " + length);
    }
    return new SharedLongs(SharedMemory.create((long) length * Long.BYTES));
  }

  /** How many numbers there are. */
  public int length() {
    return (int) (memory.segment().byteSize() / Long.BYTES);
  }

  /**
   * The number at an index.
   *
   * @throws IndexOutOfBoundsException if there is none; so do the other methods
   * @throws IllegalStateException if the array is closed; so do the other methods
   */
  public long get(int index) {
    return (long) ELEMENT.getVolatile(memory.segment(), 0L, check(index));
  }

  /** Sets the number at an index. */
  public void set(int index, long value) {
    ELEMENT.setVolatile(memory.segment(), 0L, check(index), value);
  }

  /** Adds to the number at an index, and returns the sum; no other change gets lost. */
  public long addAndGet(int index, long change) {
    return (long) ELEMENT.getAndAdd(memory.segment(), 0L, check(index), change) + change;
  }

  /** Sets the number at an index if it is what is expected, and says whether it was. */
  public boolean compareAndSet(int index, long expected, long value) {
    return ELEMENT.compareAndSet(memory.segment(), 0L, check(index), expected, value);
  }

  private long check(int index) {
    return Objects.checkIndex(index, length());
  }

  /** The memory itself, for accesses of other kinds. */
  public MemorySegment segment() {
    return memory.segment();
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }

  @Serial
  private Object writeReplace() {
    return new Handle(memory.file().toString());
  }

  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a shared array is read from its handle");
  }

  @Override
  public String toString() {
    return "<SharedLongs[" + length() + "] in " + memory.file() + ">";
  }

  /** What travels. */
  private record Handle(String file) implements Serializable {

    @Serial
    private Object readResolve() throws ObjectStreamException {
      try {
        return new SharedLongs(SharedMemory.open(Path.of(file)));
      } catch (IOException e) {
        var gone =
            new InvalidObjectException(
                "the shared array in " + file + " is not there; was it closed meanwhile? " + e);
        gone.initCause(e);
        throw gone;
      }
    }
  }
}
