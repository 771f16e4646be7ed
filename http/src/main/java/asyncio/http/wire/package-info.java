/**
 * HTTP/1.1 as bytes: readers and writers of messages over the streams of a connection. Parsing and
 * generating is Jetty's (decision 25); Jetty's types stay in here.
 */
@NullMarked
package asyncio.http.wire;

import org.jspecify.annotations.NullMarked;
