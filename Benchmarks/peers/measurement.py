"""What every Python peer shares: the inputs it takes, the loop it times, the one JSON line it prints."""

import argparse
import itertools
import json
import time
from collections.abc import Callable, Sequence
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


def measure(name: str, inputs: Sequence, count: int | None, operation: Callable) -> None:
    """Times `operation` over `count` inputs after one warm-up, imports and key loading excluded, and prints the result.

    CPU seconds are user and system time of this process: the figure that survives a busy machine best.
    """
    total = count or len(inputs)
    operation(inputs[0])
    wall, cpu = time.perf_counter(), time.process_time()
    for value in itertools.islice(itertools.cycle(inputs), total):
        operation(value)
    spent = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"name": name, "n": total, "cpuSeconds": round(spent[0], 6), "wallSeconds": round(spent[1], 6)}))
