package asyncio.context;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from variables to values: keys and values in turn in one array, searched from
 * the front. A program has a handful of context variables, for which this beats any tree or hash
 * table in time and space.
 */
final class Bindings {

  static final Bindings EMPTY = new Bindings(new Object[0]);

  private final Object[] slots;

  private Bindings(Object[] slots) {
    this.slots = slots;
  }

  @Nullable Object get(ContextVar<?> variable) {
    int index = indexOf(variable);
    return index < 0 ? null : slots[index + 1];
  }

  Bindings with(ContextVar<?> variable, Object value) {
    int index = indexOf(variable);
    Object[] changed;
    if (index < 0) {
      index = slots.length;
      changed = Arrays.copyOf(slots, index + 2);
      changed[index] = variable;
    } else {
      changed = slots.clone();
    }
    changed[index + 1] = value;
    return new Bindings(changed);
  }

  Bindings without(ContextVar<?> variable) {
    int index = indexOf(variable);
    if (index < 0) {
      return this;
    }
    Object[] changed = new Object[slots.length - 2];
    System.arraycopy(slots, 0, changed, 0, index);
    System.arraycopy(slots, index + 2, changed, index, slots.length - index - 2);
    return new Bindings(changed);
  }

  int size() {
    return slots.length / 2;
  }

  Set<ContextVar<?>> variables() {
    Set<ContextVar<?>> variables = new LinkedHashSet<>();
    for (int i = 0; i < slots.length; i += 2) {
      variables.add((ContextVar<?>) slots[i]);
    }
    return variables;
  }

  private int indexOf(ContextVar<?> variable) {
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] == variable) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("{");
    for (int i = 0; i < slots.length; i += 2) {
      text.append(i == 0 ? "" : ", ")
          .append(((ContextVar<?>) slots[i]).name())
          .append("=")
          .append(slots[i + 1]);
    }
    return text.append("}").toString();
  }
}
