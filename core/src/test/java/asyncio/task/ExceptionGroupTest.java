package asyncio.task;

import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.support.Refusals.assertIllegalArgument;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several failures in one: its members, and how to take it apart. */
class ExceptionGroupTest {

  private final IOException disk = new IOException("disk");
  private final FileNotFoundException file = new FileNotFoundException("file");
  private final IllegalArgumentException argument = new IllegalArgumentException("argument");
  private final OutOfMemoryError memory = new OutOfMemoryError("memory");

  /** outer(disk, inner(file, argument), memory). */
  private final ExceptionGroup inner = new ExceptionGroup("inner", List.of(file, argument));

  private final ExceptionGroup outer = new ExceptionGroup("outer", List.of(disk, inner, memory));

  // ---- what it is

  @Test
  void membersAreKeptInOrder() {
    assertThat(outer.exceptions()).containsExactly(disk, inner, memory);
    assertThat(outer.getSuppressed()).containsExactly(disk, inner, memory);
  }

  @Test
  void messageCountsTheMembers() {
    assertThat(outer).hasMessage("outer (3 sub-exceptions)");
    assertThat(new ExceptionGroup("single", List.of(disk))).hasMessage("single (1 sub-exception)");
  }

  @Test
  void laterChangesOfTheListDoNotMatter() {
    List<Throwable> failures = new ArrayList<>(List.of(disk));
    ExceptionGroup group = new ExceptionGroup("group", failures);
    failures.clear();
    assertThat(group.exceptions()).containsExactly(disk);
  }

  @Test
  void emptyOrNullIsRefused() {
    assertIllegalArgument(
        () -> new ExceptionGroup("empty", List.of()),
        "an exception group needs at least one exception",
        "the list is empty",
        "check isEmpty() first");
    assertThatNullPointerException()
        .isThrownBy(() -> new ExceptionGroup(null, List.of(disk)))
        .withMessage("message");
  }

  // ---- subgroup

  @Test
  void subgroupByTypeKeepsTheNesting() {
    ExceptionGroup found = outer.subgroup(IOException.class);
    assertThat(found).hasMessage("outer (2 sub-exceptions)");
    assertThat(found.exceptions()).hasSize(2);
    assertThat(found.exceptions().getFirst()).isSameAs(disk);
    assertThat(found.exceptions().getLast())
        .isInstanceOfSatisfying(
            ExceptionGroup.class, nested -> assertThat(nested.exceptions()).containsExactly(file));
  }

  @Test
  void subgroupLeavesOutWhatBecomesEmpty() {
    assertThat(outer.subgroup(Error.class).exceptions()).containsExactly(memory);
  }

  @Test
  void subgroupOfNothingIsNull() {
    assertThat(outer.subgroup(InterruptedException.class)).isNull();
  }

  @Test
  void subgroupByCondition() {
    ExceptionGroup found = outer.subgroup(member -> "argument".equals(member.getMessage()));
    assertThat(found.exceptions())
        .singleElement()
        .isInstanceOfSatisfying(
            ExceptionGroup.class,
            nested -> assertThat(nested.exceptions()).containsExactly(argument));
  }

  /** A group is a RuntimeException itself, which must not bring its members in. */
  @Test
  void groupsThemselvesAreNotAsked() {
    ExceptionGroup found = outer.subgroup(RuntimeException.class);
    assertThat(leavesOf(found)).containsExactly(argument);
  }

  // ---- split

  @Test
  void splitParts() {
    ExceptionGroup.Split parts = outer.split(IOException.class);
    assertThat(leavesOf(parts.match())).containsExactly(disk, file);
    assertThat(leavesOf(parts.rest())).containsExactly(argument, memory);
    assertThat(parts.rest().exceptions().getFirst())
        .isInstanceOf(ExceptionGroup.class)
        .hasMessage("inner (1 sub-exception)");
  }

  @Test
  void splitWithEverythingOnOneSide() {
    ExceptionGroup.Split all = outer.split(Throwable.class);
    assertThat(leavesOf(all.match())).containsExactly(disk, file, argument, memory);
    assertThat(all.rest()).isNull();
    ExceptionGroup.Split none = outer.split(member -> false);
    assertThat(none.match()).isNull();
    assertThat(leavesOf(none.rest())).containsExactly(disk, file, argument, memory);
  }

  private static List<Throwable> leavesOf(ExceptionGroup group) {
    List<Throwable> leaves = new ArrayList<>();
    for (Throwable member : group.exceptions()) {
      if (member instanceof ExceptionGroup nested) {
        leaves.addAll(leavesOf(nested));
      } else {
        leaves.add(member);
      }
    }
    return leaves;
  }

  // ---- derive

  @Test
  void deriveKeepsMessageCauseAndTrace() {
    ExceptionGroup group = new ExceptionGroup("group", List.of(disk, file));
    group.initCause(argument);
    ExceptionGroup derived = group.derive(List.of(memory));
    assertThat(derived).hasMessage("group (1 sub-exception)").hasCause(argument);
    assertThat(derived.getStackTrace()).isEqualTo(group.getStackTrace());
    assertThat(derived.exceptions()).containsExactly(memory);
  }

  @Test
  void partsAreDerived() {
    outer.initCause(argument);
    ExceptionGroup.Split parts = outer.split(IOException.class);
    assertThat(parts.match()).hasCause(argument);
    assertThat(parts.rest()).hasCause(argument);
    assertThat(parts.match().getStackTrace()).isEqualTo(outer.getStackTrace());
  }

  // ---- task groups

  @Test
  void aTaskGroupInATaskGroupNestsItsFailures() {
    AtomicReference<ExceptionGroup> caught = new AtomicReference<>();
    run(
        () -> {
          try {
            taskGroup(
                group -> {
                  group.createTask(
                      () ->
                          taskGroup(
                              nested -> {
                                nested.createTask(() -> fail(file));
                              }));
                  sleep(Duration.ofDays(1));
                });
          } catch (ExceptionGroup e) {
            caught.set(e);
          }
        });
    assertThat(caught.get().exceptions())
        .singleElement()
        .isInstanceOfSatisfying(
            ExceptionGroup.class, nested -> assertThat(nested.exceptions()).containsExactly(file));
    assertThat(leavesOf(caught.get().subgroup(IOException.class))).containsExactly(file);
  }

  private static void fail(Exception failure) throws Exception {
    throw failure;
  }
}
