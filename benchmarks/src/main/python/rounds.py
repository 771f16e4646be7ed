"""Measures work of many milliseconds, as asyncio.benchmarks.Rounds does."""
import statistics
import time


def best(title, rounds, work):
    millis = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        millis.append((time.perf_counter() - began) * 1000)
    print(
        f"{title}: best {min(millis):.0f}, median {statistics.median_high(millis):.0f} ms of",
        *(f"{each:.0f}" for each in millis),
    )
