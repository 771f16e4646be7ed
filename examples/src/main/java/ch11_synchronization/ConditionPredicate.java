// Two tasks wait for a state; they are woken at each change, and waitFor checks whether it is
// theirs.
import static asyncio.Asyncio.*;

import asyncio.sync.Condition;

enum State {
  STARTING,
  CONNECTED,
  CLOSED
}

final Condition changed = new Condition();
State state = State.STARTING;

void main() {
  run(() -> gather(() -> awaitState(State.CLOSED), () -> awaitState(State.CONNECTED), this::live));
}

void awaitState(State wanted) {
  try (var _ = changed.hold()) {
    changed.waitFor(() -> reached(wanted));
    IO.println("it is " + state);
  }
}

boolean reached(State wanted) {
  IO.println("is it " + wanted + "? " + (state == wanted));
  return state == wanted;
}

void live() {
  sleep(seconds(1));
  change(State.CONNECTED);
  sleep(seconds(1));
  change(State.CLOSED);
}

void change(State next) {
  try (var _ = changed.hold()) {
    state = next;
    changed.notifyEveryone();
  }
}
