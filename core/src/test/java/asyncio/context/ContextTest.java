package asyncio.context;

import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Context variables on plain threads, without any loop. */
class ContextTest {

  private final ContextVar<String> name = ContextVar.of("name");
  private final ContextVar<Integer> size = ContextVar.of("size", 1);

  // ---- variables

  @Test
  void unsetVariableHasItsDefaultOrNone() {
    assertThat(size.get()).isEqualTo(1);
    assertRefused(
        NoSuchElementException.class,
        name::get,
        "context variable name",
        "has no value here and no default",
        "set it, or ask with get(fallback)");
  }

  @Test
  void fallbackBeatsTheDefaultButNotTheValue() {
    assertThat(size.get(7)).isEqualTo(7);
    ContextVar.Token<Integer> token = size.set(2);
    assertThat(size.get(7)).isEqualTo(2);
    size.reset(token);
  }

  @Test
  void variablesOfOneNameAreDifferent() {
    ContextVar<String> namesake = ContextVar.of("name");
    new Context()
        .run(
            () -> {
              name.set("mine");
              assertThat(namesake.get("nothing")).isEqualTo("nothing");
            });
  }

  // ---- tokens

  @Test
  void tokenBringsBackWhatWasBefore() {
    new Context()
        .run(
            () -> {
              ContextVar.Token<String> first = name.set("first");
              ContextVar.Token<String> second = name.set("second");
              assertThat(first.oldValue()).isNull();
              assertThat(second.oldValue()).isEqualTo("first");
              assertThat(second.variable()).isSameAs(name);
              name.reset(second);
              assertThat(name.get()).isEqualTo("first");
              name.reset(first);
              assertThat(name.get("nothing")).isEqualTo("nothing");
            });
  }

  @Test
  void tokensMayBeUsedOutOfOrder() {
    new Context()
        .run(
            () -> {
              ContextVar.Token<String> first = name.set("first");
              ContextVar.Token<String> second = name.set("second");
              name.reset(first);
              assertThat(name.get("nothing")).isEqualTo("nothing");
              name.reset(second);
              assertThat(name.get()).isEqualTo("first");
            });
  }

  @Test
  void tokenIsGoodForOneReset() {
    new Context()
        .run(
            () -> {
              ContextVar.Token<String> token = name.set("value");
              name.reset(token);
              assertIllegalState(
                  () -> name.reset(token),
                  "a token can be used once",
                  "<Token of name used> was used already",
                  "keep the token of each set()");
            });
  }

  @Test
  void tokenIsGoodForItsOwnVariable() {
    ContextVar<String> other = ContextVar.of("other");
    new Context()
        .run(
            () -> {
              ContextVar.Token<String> token = name.set("value");
              assertIllegalArgument(
                  () -> other.reset(token),
                  "a token resets the variable that made it",
                  "this one is of name, not of other",
                  "keep the tokens of different variables apart");
            });
  }

  @Test
  void tokenIsGoodForItsOwnContext() {
    new Context()
        .run(
            () -> {
              ContextVar.Token<String> token = name.set("value");
              Context.copyCurrent()
                  .run(
                      () ->
                          assertIllegalArgument(
                              () -> name.reset(token),
                              "only in the context where it was made",
                              "name was set in another task or callback",
                              "reset it there, or set it anew here"));
            });
  }

  // ---- contexts

  @Test
  void changesStayInTheContext() throws Exception {
    Context context = new Context();
    context.run(() -> name.set("inside"));
    assertThat(context.get(name)).isEqualTo("inside");
    assertThat(name.get("nothing")).isEqualTo("nothing");
    String again = context.call(() -> name.get());
    assertThat(again).isEqualTo("inside");
  }

  @Test
  void aFailingCallKeepsItsChangesAndLeavesTheContext() {
    Context context = new Context();
    IOException failure = new IOException("on purpose");
    assertThatThrownBy(
            () ->
                context.call(
                    () -> {
                      name.set("changed");
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(name.get("nothing")).isEqualTo("nothing");
    assertThat(context.get(name)).isEqualTo("changed");
    context.run(() -> assertThat(name.get()).isEqualTo("changed"));
  }

  @Test
  void contextsNest() {
    Context outer = new Context();
    Context inner = new Context();
    outer.run(
        () -> {
          name.set("outer");
          inner.run(() -> name.set("inner"));
          assertThat(name.get()).isEqualTo("outer");
        });
    assertThat(inner.get(name)).isEqualTo("inner");
  }

  @Test
  void aContextIsNotEnteredTwice() {
    Context context = new Context();
    context.run(
        () -> {
          name.set("value");
          assertIllegalState(
              () -> context.run(() -> name.set("never set")),
              "a context cannot be entered twice",
              "<Context {name=value}> is entered already",
              "context.copy().run(…)");
          context.copy().run(() -> name.set("in the copy"));
          assertThat(name.get()).isEqualTo("value");
        });
  }

  @Test
  void theContextOfAThreadIsEnteredAlready() {
    Context outside = Context.current();
    assertIllegalState(
        () -> outside.run(() -> name.set("never set")),
        "a context cannot be entered twice",
        "is entered already",
        "context.copy().run(…)");
    assertThat(name.get("nothing")).isEqualTo("nothing");
  }

  @Test
  void aCopyIsIndependent() {
    Context context = new Context();
    context.run(() -> name.set("original"));
    Context copy = context.copy();
    copy.run(
        () -> {
          name.set("changed");
          size.set(2);
        });
    assertThat(context.get(name)).isEqualTo("original");
    assertThat(copy.get(name)).isEqualTo("changed");
    assertThat(context.contains(size)).isFalse();
  }

  @Test
  void aContextTellsWhatIsSet() {
    Context context = new Context();
    assertThat(context.size()).isZero();
    context.run(
        () -> {
          name.set("value");
          size.set(2);
          size.set(3);
        });
    assertThat(context.variables()).containsExactly(name, size);
    assertThat(context.size()).isEqualTo(2);
    assertThat(context.contains(name)).isTrue();
    assertThat(context.get(size)).isEqualTo(3);
    assertThat(context).hasToString("<Context {name=value, size=3}>");
  }

  @Test
  void aDefaultIsNoEntry() {
    Context context = new Context();
    assertThat(context.contains(size)).isFalse();
    assertThat(context.get(size)).isNull();
  }

  // ---- threads

  @Test
  void everyThreadHasItsOwn() {
    ContextVar.Token<String> token = name.set("of this thread");
    String elsewhere =
        CompletableFuture.supplyAsync(
                () -> {
                  String found = name.get("nothing");
                  Context.copyCurrent().run(() -> name.set("ignored"));
                  return found;
                })
            .join();
    assertThat(elsewhere).isEqualTo("nothing");
    assertThat(name.get()).isEqualTo("of this thread");
    name.reset(token);
  }

  @Test
  void aCopyCarriesValuesToAnotherThread() {
    Context context = new Context();
    context.run(() -> name.set("carried"));
    CompletableFuture.runAsync(() -> context.run(() -> name.set(name.get() + " and changed")))
        .join();
    assertThat(context.get(name)).isEqualTo("carried and changed");
  }
}
