/** The front door: {@code import static asyncio.Asyncio.*;} */
@NullMarked
package asyncio;

import org.jspecify.annotations.NullMarked;
