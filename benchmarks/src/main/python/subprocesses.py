"""asyncio on the work of asyncio.benchmarks.processes.Subprocesses: start, cat or communicate."""
import asyncio
import sys
from asyncio.subprocess import PIPE

from rounds import best

ROUNDS = 30
PROGRAMS = 100
PIECES = 1_600
PIECE = bytes(62_500)
BYTES = PIECES * len(PIECE)


async def start():
    for _ in range(PROGRAMS):
        process = await asyncio.create_subprocess_exec("true")
        await process.wait()


async def feed(stdin):
    for _ in range(PIECES):
        stdin.write(PIECE)
        await stdin.drain()
    stdin.close()


async def stream():
    cat = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    feeding = asyncio.create_task(feed(cat.stdin))
    received = 0
    while chunk := await cat.stdout.read(65_536):
        received += len(chunk)
    await feeding
    await cat.wait()
    assert received == BYTES


async def communicate():
    cat = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    output, _ = await cat.communicate(bytes(BYTES))
    assert len(output) == BYTES


TITLES = {
    "start": ("true, 100 times in turn", start),
    "cat": ("100 MB through cat by streams", stream),
    "communicate": ("100 MB through cat by communicate", communicate),
}


def main():
    title, work = TITLES[sys.argv[1]]
    with asyncio.Runner() as runner:
        best(title, ROUNDS, lambda: runner.run(work()))


if __name__ == "__main__":
    main()
