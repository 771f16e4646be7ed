package asyncio.http.web;

import java.util.Objects;

/**
 * Names a value that requests find by {@link Request#get}: a resource of the application, or what
 * middleware has attached. Two keys of one name are two keys. Immutable.
 *
 * <pre>{@code
 * static final Key<Database> DATABASE = Key.named("database");
 * }</pre>
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // the type of what get and set exchange
public final class Key<T> {

  private final String name;

  private Key(String name) {
    this.name = name;
  }

  /**
   * A new key.
   *
   * @param name for people
   */
  public static <T> Key<T> named(String name) {
    return new Key<>(Objects.requireNonNull(name, "name"));
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }
}
