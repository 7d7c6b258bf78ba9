#!/usr/bin/env bash
# Runs sohoa and its peers over the same files on this machine and prints the ratios.
#   Benchmarks/run.sh [--record] [--count N] [--rounds N]     --record writes them to Benchmarks/RESULTS.md too
#   SOHOA   the released command (default .build/release/sohoa)
#   PYTHON  a python with the peers' libraries (default python3; see peers/requirements.txt)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
export SOHOA=${SOHOA:-$root/.build/release/sohoa}
python=${PYTHON:-python3}

[ -x "$SOHOA" ] || { echo "run.sh: no command at $SOHOA; run make build, or set SOHOA" >&2; exit 5; }
"$python" -c 'import pyhanko, img2pdf, pikepdf, segno, PIL, numpy' ||
    { echo "run.sh: $python lacks the peers' libraries (Benchmarks/peers/requirements.txt); set PYTHON" >&2; exit 5; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 "$here/peers/floor.c" -o "$work/floor" -lcrypto
cd "$root"
"$python" "$here/comparison.py" --work "$work" "$@"
