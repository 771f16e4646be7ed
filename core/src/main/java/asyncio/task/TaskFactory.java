package asyncio.task;

import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of a loop, see {@link EventLoop#setTaskFactory}. {@link Task#create} is the
 * default, {@link Task#createEager} the one of {@code asyncio.eager_task_factory}; one of your own
 * calls one of these.
 */
@FunctionalInterface
public interface TaskFactory {

  /** Makes a task for {@code coroutine} and schedules it. */
  <T extends @Nullable Object> Task<T> createTask(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options);
}
