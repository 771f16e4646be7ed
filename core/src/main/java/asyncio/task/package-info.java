/**
 * Tasks, futures and the loop that users see; knows the loop machinery, contexts and the engine.
 *
 * <ul>
 *   <li>What can be awaited: {@link asyncio.task.Awaitable}, {@link asyncio.task.Coroutine}, {@link
 *       asyncio.task.Future}, {@link asyncio.task.Task}.
 *   <li>Where it runs: {@link asyncio.task.EventLoop}, {@link asyncio.task.Runner}.
 *   <li>Combinators: {@link asyncio.task.Gather}, {@link asyncio.task.Wait}, {@link
 *       asyncio.task.AsCompleted}, {@link asyncio.task.Shield}, {@link asyncio.task.WaitFor}.
 *   <li>Scopes: {@link asyncio.task.Timeout}, {@link asyncio.task.TaskGroup}.
 *   <li>Diagnostics: {@link asyncio.task.CallGraph}, {@link asyncio.task.ErrorContext}.
 * </ul>
 *
 * Programs call most of this through {@link asyncio.Asyncio}.
 *
 * <p>Exceptions: {@link asyncio.task.CancelledError} and {@link asyncio.task.KeyboardInterrupt} are
 * errors, so that {@code catch (Exception e)} lets them pass; {@link asyncio.task.ExceptionGroup}
 * and {@link asyncio.task.InvalidStateError} are unchecked; a wrong use of the library is an {@link
 * IllegalStateException} or {@link IllegalArgumentException} that says the rule and the remedy.
 */
@NullMarked
package asyncio.task;

import org.jspecify.annotations.NullMarked;
