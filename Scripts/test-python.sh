#!/usr/bin/env bash
# Makes the Python environment with the independent checkers (pyHanko, ocfl-py, a PDF/A validator…) and prints its python.
#   test-python.sh FOLDER
set -euo pipefail
folder=$1
requirements=$(cd "$(dirname "$0")/.." && pwd)/Tests/Oracles/requirements.txt
stamp=$folder/.$(sha256sum "$requirements" | cut -c1-16)
if [ ! -e "$stamp" ]; then
    python3 -m venv "$folder" >&2
    for attempt in 1 2 3; do
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" >&2 && break
        [ "$attempt" = 3 ] && exit 5
        sleep 3
    done
    touch "$stamp"
fi
echo "$folder/bin/python"
