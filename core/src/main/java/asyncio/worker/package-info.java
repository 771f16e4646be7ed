/**
 * Code that runs in another process: what parent and worker say to each other, and the worker's
 * side of it. How a worker is started, and over what channel it is reached, is not known here. The
 * first class that a worker JVM loads is {@link asyncio.worker.WorkerMain}; nothing here needs more
 * than the JDK.
 */
@NullMarked
package asyncio.worker;

import org.jspecify.annotations.NullMarked;
