/**
 * Tests without the other side: {@link asyncio.http.testing.TestClient} calls an application
 * directly, websockets included, in virtual time if the test has it; {@link
 * asyncio.http.testing.FakeServer} answers a client as a script says.
 */
@NullMarked
package asyncio.http.testing;

import org.jspecify.annotations.NullMarked;
