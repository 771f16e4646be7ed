package asyncio.task;

/**
 * What a loop holds at one moment.
 *
 * @param tasks tasks that are not done
 * @param timers timers that are neither fired nor cancelled, those of sleeping tasks included
 * @param ready callbacks and task steps that wait for their turn in the next iteration
 */
public record LoopStatistics(int tasks, int timers, int ready) {}
