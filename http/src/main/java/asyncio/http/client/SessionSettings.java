package asyncio.http.client;

import asyncio.http.Headers;
import asyncio.http.Json;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What holds for every request of a session, unless the request says something else. */
record SessionSettings(
    @Nullable Target base,
    Headers headers,
    ClientTimeouts timeouts,
    @Nullable CookieJar cookies,
    @Nullable Credentials credentials,
    @Nullable HttpProxy proxy,
    @Nullable Path unixSocket,
    ClientTrace trace,
    Json json,
    long maxBodyBytes,
    int maxRedirects,
    boolean raiseForStatus) {}
