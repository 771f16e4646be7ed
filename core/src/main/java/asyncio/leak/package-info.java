/** What was opened and forgotten: closed for the program, and named. */
@NullMarked
package asyncio.leak;

import org.jspecify.annotations.NullMarked;
