/**
 * What a loop runs on and a test or an embedder may replace: its {@linkplain asyncio.spi.Clock
 * clock} and the {@linkplain asyncio.spi.Poller place where it waits}. Most programs never see this
 * package.
 */
@NullMarked
package asyncio.spi;

import org.jspecify.annotations.NullMarked;
