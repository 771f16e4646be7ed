package asyncio.http.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values by their keys; only {@link #put} brings them in, so each has its key's type. */
final class Values {

  private final Map<Key<?>, Object> values = new HashMap<>();

  <T> void put(Key<T> key, T value) {
    values.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
  }

  @SuppressWarnings("unchecked") // by put
  <T> @Nullable T get(Key<T> key) {
    return (T) values.get(key);
  }

  void remove(Key<?> key) {
    values.remove(key);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
