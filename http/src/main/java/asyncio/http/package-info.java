/**
 * The words of HTTP that clients and servers share: heads, headers, bodies, JSON, and what goes
 * wrong.
 */
@NullMarked
package asyncio.http;

import org.jspecify.annotations.NullMarked;
