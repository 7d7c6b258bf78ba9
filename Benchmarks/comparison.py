"""Measures sohoa beside its peers and prints a table of ratios; called by run.sh.

Of sohoa the whole process is measured, start, keys and workers included: user and system time of it and of the children
it waited for. The peers (peers/*.py) load keys and libraries first and measure their loop alone, so every ratio is on
the safe side. Rounds alternate between the two, and the median counts: a busy machine slows both.
"""

import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import documents

HERE = Path(__file__).resolve().parent
SOHOA = os.environ["SOHOA"]


class Failure(SystemExit):
    """A measurement whose work was not done is none."""


def run(arguments: list, expected: int = 0) -> tuple[str, float, float]:
    """Runs a command; gives its output, CPU seconds and wall seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([str(part) for part in arguments], capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != expected:
        raise Failure(f"{' '.join(map(str, arguments[:4]))}… ended with {done.returncode}\n{done.stdout[-600:]}{done.stderr[-600:]}")
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def peer(arguments: list) -> float:
    """Runs a peer; gives its CPU seconds per operation."""
    result = json.loads(run(arguments)[0].splitlines()[-1])
    return result["cpuSeconds"] / result["n"]


@dataclass
class Row:
    """One comparison: what is measured, and CPU seconds per document of each contestant, a value a round."""

    name: str
    ours: Callable[[int], float]
    peer: Callable[[], float]
    floor: Callable[[], float] | None = None
    results: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, round_number: int) -> None:
        for label in ("ours", "peer", "floor"):
            contestant = getattr(self, label)
            if contestant is None:
                continue
            value = contestant(round_number) if label == "ours" else contestant()
            self.results.setdefault(label, []).append(value)

    def milliseconds(self, label: str) -> float | None:
        return statistics.median(self.results[label]) * 1000 if label in self.results else None


class Comparison:
    def __init__(self, work: Path, count: int):
        self.work, self.count = work, count
        self.demo = work / "demo"
        sample = documents.scans(work / "sample", 1)[0].parent
        run([SOHOA, "demo", "--dir", self.demo, "--documents", sample])
        self.profile, self.trust = self.demo / "profile.yaml", self.demo / "pki/trust"
        self.p12, self.pin = self.demo / "pki/keys/xa-agency.p12", self.demo / "pki/keys/xa-agency.pin"
        self.small = documents.pdfs(work / "small", count, "small", 100, 1, 55)
        self.large = documents.pdfs(work / "large", count, "large", 300, 5, 80)
        self.scans = documents.scans(work / "scans", count)

    def peer_command(self, script: str, *arguments) -> list:
        return [sys.executable, HERE / "peers" / script, *arguments]

    def key(self) -> list:
        return ["--p12", self.p12, "--pass-file", self.pin]

    # sign: one process a document, as an officer or a script calls it

    def sign(self, pdfs: list[Path]) -> Callable[[int], float]:
        def ours(round_number: int) -> float:
            out = self.work / f"ours-{pdfs[0].stem}-{round_number}"
            out.mkdir()
            spent = [
                run([SOHOA, "sign", pdf, "--signer", f"p12:{self.p12}", "--pin-file", self.pin, "--profile",
                     self.profile, "--out", out / pdf.name])[1]
                for pdf in pdfs
            ]  # fmt: skip
            return sum(spent) / len(spent)

        return ours

    # verify: one process for all, each file with its chain and revocation

    def verify(self, pdfs: list[Path]) -> Callable[[int], float]:
        def ours(_: int) -> float:
            output, cpu, _ = run([SOHOA, "verify", *pdfs, "--trust", self.trust, "--json"])
            if output.count('"conclusion":"TOTAL-PASSED"') != len(pdfs):
                raise Failure("sohoa did not pass every file")
            return cpu / len(pdfs)

        return ours

    # batch: capture, two signatures, extraction from the manifest, seal, vault; no OCR

    def batch(self, round_number: int) -> float:
        vault = self.work / f"vault-{round_number}"
        command = [SOHOA, "batch", "run", self.scans[0].parent, "--profile", self.profile, "--vault", vault, "--json"]
        output, cpu, wall = run(command)
        summary = json.loads(output.splitlines()[-1])
        if summary["filed"] != len(self.scans):
            raise Failure(f"the batch filed {summary['filed']} of {len(self.scans)}: {output[-600:]}")
        self.batch_rate = len(self.scans) / wall
        shutil.rmtree(vault)
        return cpu / len(self.scans)

    def rows(self) -> list[Row]:
        rows = []
        for label, pdfs in (("100 KB", self.small), ("1.3 MB", self.large)):
            signed = self.work / f"signed-{pdfs[0].stem}"
            sign = self.peer_command("sign_pyhanko.py", *self.key(), "--out", signed, *pdfs)
            run(sign)
            verified = [signed / pdf.name for pdf in pdfs]
            verify = self.peer_command("verify_pyhanko.py", "--trust", self.trust, *verified)
            floor, anchors = self.work / "floor", self.trust / "demo"
            rows.append(Row(
                f"sign, RSA-2048, {label}", self.sign(pdfs), lambda sign=sign: peer(sign),
                lambda pdfs=pdfs: peer([floor, "sign", 4 * self.count, self.p12, self.pin, *pdfs]),
            ))  # fmt: skip
            rows.append(Row(
                f"verify, {label}", self.verify(verified), lambda verify=verify: peer(verify),
                lambda pdfs=pdfs: peer([floor, "verify", 4 * self.count, self.p12, self.pin, anchors, *pdfs]),
            ))  # fmt: skip
        pipeline = self.peer_command("pipeline_python.py", *self.key(), "--out", self.work / "piped", *self.scans)
        rows.append(Row("batch without OCR", self.batch, lambda: peer(pipeline)))
        return rows


def table(rows: list[Row]) -> str:
    def number(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}"

    lines = [
        "| CPU ms per document | sohoa | peer | peer : sohoa | OpenSSL alone | sohoa : OpenSSL |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        ours, peers, floor = (row.milliseconds(label) for label in ("ours", "peer", "floor"))
        below = None if floor is None else ours / floor
        lines.append(f"| {row.name} | {number(ours)} | {number(peers)} | **{peers / ours:.1f}** | {number(floor)} | {number(below)} |")
    return "\n".join(lines)


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    gibibytes = f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "unknown memory"
    return f"{os.cpu_count()} × {model[1] if model else platform.machine()}, {gibibytes}, {platform.platform()}"


def versions() -> str:
    peers = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pyHanko", "img2pdf", "pikepdf", "segno"))
    openssl = subprocess.run(["openssl", "version"], capture_output=True, text=True).stdout.split("(")[0].strip()
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return f"sohoa {run([SOHOA, '--version'])[0].strip()} ({revision}); {peers}; {openssl}; Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="scratch folder")
    parser.add_argument("--count", type=int, default=40, help="documents of each kind (default 40)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (default 3)")
    parser.add_argument("--record", action="store_true", help="write Benchmarks/RESULTS.md")
    options = parser.parse_args()
    comparison = Comparison(options.work, options.count)
    rows = comparison.rows()
    for round_number in range(options.rounds):
        for row in rows:
            print(f"round {round_number + 1}: {row.name}", file=sys.stderr)
            row.measure(round_number)
    rate = f"The batch took {1 / comparison.batch_rate * 1000:.0f} ms of wall-clock time per document on {os.cpu_count()} cores."
    print(table(rows), rate, sep="\n\n")
    if options.record:
        text = (HERE / "RESULTS.md").read_text(encoding="utf-8").split("<!-- results -->")[0]
        date = datetime.date.today().isoformat()
        facts = f"{date}, {options.count} documents of each kind, median of {options.rounds} rounds.\n\n{machine()}  \n{versions()}"
        (HERE / "RESULTS.md").write_text(f"{text}<!-- results -->\n\n{facts}\n\n{table(rows)}\n\n{rate}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
