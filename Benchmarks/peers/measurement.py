"""What every Python peer shares: the inputs it takes, the loop it times, the one JSON line it prints."""

import argparse
import itertools
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


def arguments(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="input files, taken in turn until --count is reached")
    parser.add_argument("--count", type=int, help="operations to time (default: each file once)")
    return parser


def add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--p12", type=Path, required=True, help="PKCS#12 file with key, certificate and chain")
    parser.add_argument("--pass-file", type=Path, required=True, help="file whose first line is its passphrase")


def first_line(path: Path) -> bytes:
    return path.read_bytes().splitlines()[0]


@dataclass
class Spent:
    """What `n` operations took: CPU seconds, user and system, of this process, and wall seconds."""

    n: int
    cpu: float
    wall: float


def spend(inputs: Sequence, count: int | None, operation: Callable) -> Spent:
    """Runs `operation` over `count` inputs in turn; without a count, over each once."""
    total = count or len(inputs)
    wall, cpu = time.perf_counter(), time.process_time()
    for value in itertools.islice(itertools.cycle(inputs), total):
        operation(value)
    return Spent(total, time.process_time() - cpu, time.perf_counter() - wall)


def report(name: str, spent: Spent, services: float = 0.0) -> None:
    """Prints the result; `services` are CPU seconds of authorities inside this process, which do not count."""
    line = {"name": name, "n": spent.n, "cpuSeconds": round(spent.cpu - services, 6), "wallSeconds": round(spent.wall, 6)}
    if services:
        line["servicesSeconds"] = round(services, 6)
    print(json.dumps(line))


def measure(name: str, inputs: Sequence, count: int | None, operation: Callable) -> None:
    """Times `operation` over `count` inputs after one warm-up, imports and key loading excluded, and prints the result.

    CPU seconds are the figure that survives a busy machine best.
    """
    operation(inputs[0])
    report(name, spend(inputs, count, operation))
