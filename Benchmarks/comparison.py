"""Measures sohoa beside its peers and prints a table of ratios; called by run.sh.

Of a command the whole process is measured, start, keys and workers included: user and system time of it and of the
children it waited for. The peers (peers/*.py) load keys and libraries first and measure their loop alone, so those ratios
are on the safe side. Signing and verifying are measured a second time in one process, as a batch signs and a service
verifies: there sohoa (Measuring/) too loads keys and files first. Rounds alternate between the contestants, and the median counts: a busy machine slows all.
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
SOHOA_BENCH = os.environ["SOHOA_BENCH"]


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


def measured(arguments: list) -> dict:
    """Runs a contestant that measures itself; gives the line it prints."""
    return json.loads(run(arguments)[0].splitlines()[-1])


def peer(arguments: list) -> float:
    """Runs a contestant that measures itself; gives its CPU seconds per operation."""
    result = measured(arguments)
    return result["cpuSeconds"] / result["n"]


@dataclass
class Row:
    """One comparison: what is measured, and CPU seconds per document of each contestant, a value a round."""

    name: str
    ours: Callable[[int], float]
    peer: Callable[[], float]
    floor: Callable[[], float] | None = None
    goal: float | None = None
    """How many times the peer should take what sohoa takes."""
    ceiling: float | None = None
    """How many times sohoa may take what OpenSSL alone takes."""
    limit: float | None = None
    """CPU milliseconds that a document may take at most."""
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
        self.batch_rate = 0.0

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

    # sign in one process, as a batch does

    def authorities(self, level: str) -> list:
        if level == "B-B":
            return []
        keys = self.demo / "pki/keys"
        return ["--tsa", keys / "tsa.p12", "--tsa-pass-file", keys / "tsa.pin", "--trust", self.trust]

    def in_process(self, level: str, pdfs: list[Path], count: int, jobs: int = 1) -> list:
        return [SOHOA_BENCH, "sign", "--p12", self.p12, "--pass-file", self.pin, "--level", level, *self.authorities(level),
                "--count", count, "--jobs", jobs, *pdfs]  # fmt: skip

    def in_process_row(
        self, level: str, label: str, pdfs: list[Path], key_once: bool = False, goal: float | None = None
    ) -> Row:
        ours = self.in_process(level, pdfs, self.count * (20 if level == "B-B" else 10))
        theirs = self.peer_command(
            "sign_levels_pyhanko.py", *self.key(), "--level", level, *self.authorities(level),
            *(["--key-once"] if key_once else []), *pdfs,
        )  # fmt: skip
        floor = [self.work / "floor", "sign", 20 * self.count, self.p12, self.pin, *pdfs]
        return Row(
            f"sign {level} in one process, {label}" + (", peer's key parsed once" if key_once else ""),
            lambda _: peer(ours), lambda: peer(theirs), (lambda: peer(floor)) if level == "B-B" else None,
            goal=goal, ceiling=1.3 if level == "B-B" and not key_once else None,
        )  # fmt: skip

    def in_process_rows(self) -> list[Row]:
        return [
            self.in_process_row("B-B", "100 KB", self.small, goal=50),
            self.in_process_row("B-B", "1.3 MB", self.large, goal=50),
            self.in_process_row("B-B", "100 KB", self.small, key_once=True, goal=30),
            self.in_process_row("B-T", "100 KB", self.small),
            self.in_process_row("B-LT", "100 KB", self.small),
            self.in_process_row("B-LTA", "100 KB", self.small, goal=40),
        ]

    def endurance(self, signatures: int) -> str:
        """Memory over many signatures, and what a second thread brings."""
        alone = measured(self.in_process("B-B", self.small, signatures // 10))
        both = measured(self.in_process("B-B", self.small, signatures, jobs=2))
        rates = [result["n"] / result["wallSeconds"] for result in (alone, both)]
        early, late = (both[key] / 2**20 for key in ("residentAtTenth", "residentAtEnd"))
        return (
            f"{signatures:,} signatures (B-B, 100 KB) in one process: {early:.1f} MiB in use after a tenth of them, "
            f"{late:.1f} MiB at the end. One thread signs {rates[0]:.0f} files a second, two sign {rates[1]:.0f}."
        )

    # verify: one process for all, each file with its chain and revocation

    def verify(self, pdfs: list[Path]) -> Callable[[int], float]:
        def ours(_: int) -> float:
            output, cpu, _ = run([SOHOA, "verify", *pdfs, "--trust", self.trust, "--json"])
            if output.count('"conclusion":"TOTAL-PASSED"') != len(pdfs):
                raise Failure("sohoa did not pass every file")
            return cpu / len(pdfs)

        return ours

    # verify: one process a file, beside a tool that is started the same way

    def verify_alone(self, pdfs: list[Path]) -> Row:
        def spent(command: Callable[[Path], list], wanted: str) -> float:
            total = 0.0
            for pdf in pdfs:
                output, cpu, _ = run(command(pdf))
                if wanted not in output:
                    raise Failure(f"{command(pdf)[0]} did not pass {pdf}: {output[-600:]}")
                total += cpu
            return total / len(pdfs)

        ours = lambda pdf: [SOHOA, "verify", pdf, "--trust", self.trust, "--json"]  # noqa: E731
        return Row(
            "verify, a process a file, 100 KB, beside pdfsig", lambda _: spent(ours, '"conclusion":"TOTAL-PASSED"'),
            lambda: spent(lambda pdf: ["pdfsig", "-no-ocsp", pdf], "Signature is Valid"), goal=1 / 0.7,
        )  # fmt: skip

    # verify in one process, as a service does

    def verify_in_process(
        self, name: str, pdfs: list[Path], script: str = "verify_pyhanko.py", cold: bool = False,
        floor: list | None = None, **aims: float,
    ) -> Row:  # fmt: skip
        ours = [SOHOA_BENCH, "verify", "--trust", self.trust, "--count", 20 * self.count, *(["--cold"] if cold else []), *pdfs]
        theirs = self.peer_command(script, "--trust", self.trust, *pdfs)
        return Row(
            f"verify {name}, in one process", lambda _: peer(ours), lambda: peer(theirs),
            (lambda: peer(floor)) if floor else None, **aims,
        )  # fmt: skip

    def verify_rows(self, small: list[Path], large: list[Path]) -> list[Row]:
        """`small` and `large` are signed B-B."""
        archival, many = self.work / "archival", self.work / "many"
        archival.mkdir()
        few, one = self.small[: max(1, self.count // 4)], self.small[0]
        run([*self.in_process("B-LTA", few, 1), "--out", archival])
        run(self.peer_command("sign_pyhanko.py", *self.key(), "--out", many, "--times", 25, "--count", 1, one))
        floor = [self.work / "floor", "verify", 4 * self.count, self.p12, self.pin, self.trust / "demo"]
        return [
            self.verify_alone(small),
            self.verify_in_process(
                "B-B, 100 KB, no file seen before", small, cold=True, floor=[*floor, *self.small], goal=20
            ),
            self.verify_in_process("B-B, 100 KB", small, floor=[*floor, *self.small], goal=60),
            self.verify_in_process("B-B, 1.3 MB", large, floor=[*floor, *self.large]),
            self.verify_in_process(
                "B-LTA, 100 KB, no file seen before", [archival / pdf.name for pdf in few], "verify_lta_pyhanko.py",
                cold=True, goal=20,
            ),
            self.verify_in_process("25 signatures, no file seen before", [many / one.name], cold=True, limit=300),
        ]  # fmt: skip

    def streaming(self, gibibytes: int) -> str:
        """Memory and time for a file that large."""
        plain, signed = self.work / "huge.pdf", self.work / "huge-signed.pdf"
        documents.huge(plain, gibibytes << 30)
        run([SOHOA, "sign", plain, "--signer", f"p12:{self.p12}", "--pin-file", self.pin, "--profile", self.profile,
             "--out", signed])  # fmt: skip
        plain.unlink()
        before = time.perf_counter()
        process = subprocess.Popen([SOHOA, "verify", signed, "--trust", self.trust, "--json"], stdout=subprocess.PIPE)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status or b'"conclusion":"TOTAL-PASSED"' not in output:
            raise Failure(f"sohoa did not pass {signed}: {output[-600:]!r}")
        signed.unlink()
        return (
            f"A file of {gibibytes} GiB was verified with {usage.ru_maxrss / 1024:.0f} MiB of memory at most, in "
            f"{usage.ru_utime + usage.ru_stime:.2f} CPU seconds ({time.perf_counter() - before:.2f} s of wall-clock time)."
        )

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
        rows, signed_files = [], []
        for label, pdfs in (("100 KB", self.small), ("1.3 MB", self.large)):
            signed = self.work / f"signed-{pdfs[0].stem}"
            sign = self.peer_command("sign_pyhanko.py", *self.key(), "--out", signed, *pdfs)
            run(sign)
            verified = [signed / pdf.name for pdf in pdfs]
            signed_files.append(verified)
            verify = self.peer_command("verify_pyhanko.py", "--trust", self.trust, *verified)
            floor, anchors = self.work / "floor", self.trust / "demo"
            rows.append(Row(
                f"sign B-B, a process a file, {label}", self.sign(pdfs), lambda sign=sign: peer(sign),
                lambda pdfs=pdfs: peer([floor, "sign", 4 * self.count, self.p12, self.pin, *pdfs]),
            ))  # fmt: skip
            rows.append(Row(
                f"verify, {label}", self.verify(verified), lambda verify=verify: peer(verify),
                lambda pdfs=pdfs: peer([floor, "verify", 4 * self.count, self.p12, self.pin, anchors, *pdfs]),
            ))  # fmt: skip
        rows = self.in_process_rows() + self.verify_rows(*signed_files) + rows
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


def goals(rows: list[Row]) -> str:
    """What was aimed at, and what this run says of it."""
    lines = ["| goal | aimed at | measured | |", "|---|---:|---:|---|"]
    for row in rows:
        ours, peers, floor = (row.milliseconds(label) for label in ("ours", "peer", "floor"))
        if row.goal:
            met = "met" if peers / ours >= row.goal else "**missed**"
            lines.append(f"| {row.name}: peer : sohoa | ≥ {row.goal:.3g} | {peers / ours:.1f} | {met} |")
        if row.ceiling:
            met = "met" if ours / floor <= row.ceiling else "**missed**"
            lines.append(f"| {row.name}: sohoa : OpenSSL | ≤ {row.ceiling:g} | {ours / floor:.2f} | {met} |")
        if row.limit:
            met = "met" if ours <= row.limit else "**missed**"
            lines.append(f"| {row.name}: CPU ms | ≤ {row.limit:g} | {ours:.1f} | {met} |")
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
    parser.add_argument("--endurance", type=int, default=100_000, help="signatures of the memory test (default 100,000)")
    parser.add_argument("--huge", type=int, default=1, help="GiB of the file that must stream (default 1; 0: none)")
    parser.add_argument("--only", help="measure the rows whose name holds this text, and nothing else")
    parser.add_argument("--record", action="store_true", help="write Benchmarks/RESULTS.md")
    options = parser.parse_args()
    comparison = Comparison(options.work, options.count)
    rows = [row for row in comparison.rows() if not options.only or options.only in row.name]
    for round_number in range(options.rounds):
        for row in rows:
            print(f"round {round_number + 1}: {row.name}", file=sys.stderr)
            row.measure(round_number)
    parts = [table(rows), goals(rows)]
    if options.endurance:
        print(f"{options.endurance:,} signatures", file=sys.stderr)
        parts.append(comparison.endurance(options.endurance))
    if options.huge and not options.only:
        print(f"a file of {options.huge} GiB", file=sys.stderr)
        parts.append(comparison.streaming(options.huge))
    if comparison.batch_rate:
        parts.append(
            f"The batch took {1000 / comparison.batch_rate:.0f} ms of wall-clock time per document on {os.cpu_count()} cores."
        )
    print(*parts, sep="\n\n")
    if options.record and not options.only:
        text = (HERE / "RESULTS.md").read_text(encoding="utf-8").split("<!-- results -->")[0]
        date = datetime.date.today().isoformat()
        facts = f"{date}, {options.count} documents of each kind, median of {options.rounds} rounds.\n\n{machine()}  \n{versions()}"
        body = "\n\n".join([facts, *parts])
        (HERE / "RESULTS.md").write_text(f"{text}<!-- results -->\n\n{body}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
