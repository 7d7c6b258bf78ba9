#!/usr/bin/env bash
# What the compiler cannot check: a stage never imports a stage, and only `sohoa` reads the environment, prints or exits.
set -euo pipefail
cd "$(dirname "$0")/.."
fail=0
stages="Capture Extraction Identification Signing Vault Verification"
for stage in $stages; do
    for other in $stages; do
        [ "$stage" = "$other" ] && continue
        if grep -rnE "^import $other\b" "Sources/$stage"; then
            echo "layers: $stage must not import $other" >&2
            fail=1
        fi
    done
done
below=$(ls Sources | grep -vx sohoa)
for module in $below; do
    if grep -rnE --include='*.swift' '(^|[^.A-Za-z_])(print|exit|getenv)\(|ProcessInfo\.processInfo\.environment|try!|fatalError\(' "Sources/$module"; then
        echo "layers: $module prints, exits, reads the environment or traps" >&2
        fail=1
    fi
done
exit $fail
