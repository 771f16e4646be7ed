package asyncio.task;

import asyncio.context.Context;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One entry of a future's list of callbacks. */
record DoneCallback<T extends @Nullable Object>(
    Consumer<? super Future<T>> function, Context context) {}
