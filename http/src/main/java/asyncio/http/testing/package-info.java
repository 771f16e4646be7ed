/** For tests: a server that answers as a script says. */
@NullMarked
package asyncio.http.testing;

import org.jspecify.annotations.NullMarked;
