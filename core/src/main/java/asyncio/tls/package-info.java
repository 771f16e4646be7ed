/**
 * TLS over any {@link asyncio.net.ByteStream}, on the JDK's {@link javax.net.ssl.SSLEngine}. {@link
 * asyncio.tls.TlsStream} is a byte stream itself, so it may lie on a socket, in memory or on
 * another TLS; {@link asyncio.tls.TlsContext} says whom to trust and what to show, {@link
 * asyncio.tls.TlsOptions} how to make one connection.
 *
 * <p>What goes wrong with one connection is an exception of that connection:
 *
 * <ul>
 *   <li>{@link javax.net.ssl.SSLHandshakeException}: the peers do not trust or understand each
 *       other, or the handshake took too long;
 *   <li>{@link javax.net.ssl.SSLException}: later on the peer broke the rules, or left without a
 *       goodbye;
 *   <li>another {@link java.io.IOException}: the connection below broke;
 *   <li>{@link asyncio.tls.PemException}: a file with keys or certificates is not as it should be.
 * </ul>
 */
@NullMarked
package asyncio.tls;

import org.jspecify.annotations.NullMarked;
