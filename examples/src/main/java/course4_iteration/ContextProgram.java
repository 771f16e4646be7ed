// A context manager whose entering and leaving take time. (J4.21, J4.22, J4.23, J4.25)
import static asyncio.Asyncio.*;

import asyncio.resource.ContextManager;

void main() {
  run(this::program);
}

void program() {
  with(
      new CustomManager(),
      name -> {
        IO.println("within the manager: " + name);
      });
}

static class CustomManager implements ContextManager<String> {

  @Override
  public String enter() {
    IO.println(">entering the context manager");
    sleep(seconds(0.5));
    return "what enter has returned";
  }

  @Override
  public boolean exit(Throwable failure) {
    IO.println(">exiting the context manager");
    sleep(seconds(0.5));
    return false;
  }
}
