#!/usr/bin/env bash
# Runs sohoa and its peers over the same files on this machine and prints the ratios.
#   Benchmarks/run.sh [--record] [--count N] [--rounds N] [--endurance N] [--only TEXT]
#   --record writes them to Benchmarks/RESULTS.md too; --only measures the rows with TEXT in their name
#   SOHOA        the released command (default .build/release/sohoa)
#   SOHOA_BENCH  the measuring command (default: sohoa-bench beside it)
#   PYTHON       a python with the peers' libraries (default python3; see peers/requirements.txt)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
export SOHOA=${SOHOA:-$root/.build/release/sohoa}
export SOHOA_BENCH=${SOHOA_BENCH:-$(dirname "$SOHOA")/sohoa-bench}
python=${PYTHON:-python3}

for command in "$SOHOA" "$SOHOA_BENCH"; do
    [ -x "$command" ] || { echo "run.sh: no command at $command; run make bench, or set SOHOA and SOHOA_BENCH" >&2; exit 5; }
done
"$python" -c 'import pyhanko, img2pdf, pikepdf, segno, PIL, numpy' ||
    { echo "run.sh: $python lacks the peers' libraries (Benchmarks/peers/requirements.txt); set PYTHON" >&2; exit 5; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 "$here/peers/floor.c" -o "$work/floor" -lcrypto
cd "$root"
"$python" "$here/comparison.py" --work "$work" "$@"
