/**
 * What implementations of the library's interfaces promise, as JUnit tests to be run against any of
 * them: extend a class of this package and say how to make the thing. Needs JUnit and AssertJ.
 */
@NullMarked
package asyncio.testing.contract;

import org.jspecify.annotations.NullMarked;
