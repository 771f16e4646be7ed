/**
 * Tests of applications without a server: {@link asyncio.http.testing.TestClient} calls them
 * directly, in virtual time if the test has it.
 */
@NullMarked
package asyncio.http.testing;

import org.jspecify.annotations.NullMarked;
