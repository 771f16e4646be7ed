/**
 * Runs a program of one source file: {@link asyncio.launcher.Launcher} asks {@link
 * asyncio.launcher.ProgramCache} for its classes or else {@link asyncio.launcher.SourceCompiler},
 * loads them and calls their {@link asyncio.launcher.MainMethod}. On the usual path nothing is
 * loaded that it can do without: every class costs start-up time.
 */
@NullMarked
package asyncio.launcher;

import org.jspecify.annotations.NullMarked;
