package asyncio.resource;

import static asyncio.Asyncio.contextManager;
import static asyncio.Asyncio.exitStack;
import static asyncio.Asyncio.with;

/** The library's ways to run a {@link NestedProgram}. */
abstract class Resources extends Execution {

  Resources(NestedProgram program) {
    super(program);
  }

  final ContextManager<Integer> manager(int number) {
    return new ContextManager<>() {
      @Override
      public Integer enter() throws Exception {
        Resources.this.enter(number);
        return number;
      }

      @Override
      public boolean exit(Throwable failure) throws Exception {
        return leave(number, failure);
      }
    };
  }

  final ContextManager<Integer> block(int number) {
    return contextManager(
        scope -> {
          enter(number);
          Throwable failure = null;
          try {
            scope.yield(number);
          } catch (Throwable thrown) {
            failure = thrown;
          }
          if (!leave(number, failure) && failure != null) {
            throw Failures.raise(failure);
          }
        });
  }

  final AutoCloseable closeable(int number) {
    return () -> leave(number, null);
  }

  final Exit exit(int number) {
    return failure -> leave(number, failure);
  }

  /** All in one exit stack. */
  static final class InStack extends Resources {

    InStack(NestedProgram program) {
      super(program);
    }

    @Override
    void execute() {
      ExitStack kept =
          exitStack(
              stack -> {
                for (int number = 0; number < program.levels().size(); number++) {
                  add(stack, number);
                }
                if (!program.transfers()) {
                  body();
                  return null;
                }
                ExitStack heir = stack.popAll();
                bodyAfterTransfer();
                return heir;
              });
      if (kept != null) {
        kept.close();
      }
    }

    private void add(ExitStack stack, int number) {
      switch (level(number).kind()) {
        case MANAGER -> stack.enter(manager(number));
        case BLOCK -> stack.enter(block(number));
        case CLOSEABLE -> stack.enter(closeable(number));
        case EXIT -> stack.push(exit(number));
        case CALLBACK -> stack.callback(() -> leave(number, null));
      }
    }
  }

  /** Each in a {@code with} of its own. */
  static final class InWith extends Resources {

    InWith(NestedProgram program) {
      super(program);
    }

    @Override
    void execute() throws Exception {
      nest(0);
    }

    private void nest(int number) throws Exception {
      if (number < program.levels().size()) {
        with(
            managerOf(number),
            _ -> {
              nest(number + 1);
            });
      } else if (program.transfers()) {
        bodyAfterTransfer();
      } else {
        body();
      }
    }

    private ContextManager<?> managerOf(int number) {
      return switch (level(number).kind()) {
        case MANAGER -> manager(number);
        case BLOCK -> block(number);
        case CLOSEABLE -> ContextManager.closing(closeable(number));
        case EXIT -> leavingBy(exit(number));
        case CALLBACK ->
            leavingBy(
                _ -> {
                  leave(number, null);
                  return false;
                });
      };
    }

    private static ContextManager<?> leavingBy(Exit exit) {
      return new ContextManager<String>() {
        @Override
        public String enter() {
          return "nothing to do";
        }

        @Override
        public boolean exit(Throwable failure) throws Exception {
          return exit.exit(failure);
        }
      };
    }
  }
}
