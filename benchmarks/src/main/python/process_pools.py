"""concurrent.futures.ProcessPoolExecutor on the work of asyncio.benchmarks.pools.ProcessPools: start, tiny or results."""
import sys
from concurrent.futures import ProcessPoolExecutor

from rounds import best

ROUNDS = 8


def add_one(number):
    return number + 1


def zeros(size):
    return bytes(size)


def start():
    with ProcessPoolExecutor(1) as pool:
        pool.submit(add_one, 1).result()


def tiny(pool):
    for call in [pool.submit(add_one, number) for number in range(10_000)]:
        call.result()


def results(pool):
    for _ in range(10):
        pool.submit(zeros, 10_000_000).result()


def main():
    what = sys.argv[1]
    if what == "start":
        best("start of a worker", ROUNDS, start)
        return
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(add_one, range(10)))
        if what == "tiny":
            best("10,000 tiny tasks", ROUNDS, lambda: tiny(pool))
        else:
            best("100 MB of results", ROUNDS, lambda: results(pool))


if __name__ == "__main__":
    main()
