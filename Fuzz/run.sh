#!/usr/bin/env bash
# Builds the fuzz targets once and runs each of them.
#
#   Fuzz/run.sh [SECONDS] [TARGET…]      30 seconds each, all targets
#
# FUZZ_SCRATCH is where everything goes (default Fuzz/.build): the build, and corpus/TARGET, which grows from run to run.
# A crash ends the run with status 1 and leaves the input in $FUZZ_SCRATCH/crashes.
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-30}"
shift || true
scratch="${FUZZ_SCRATCH:-$PWD/.build}"
mkdir -p "$scratch"
${SWIFT:-swift} build --scratch-path "$scratch" --product fuzz \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld >"$scratch/build.log" 2>&1 || { tail -40 "$scratch/build.log"; exit 1; }
fuzz="$scratch/debug/fuzz"
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    targets=(lexer open object-stream filters cms dss seal content decryption)
fi
seeds="$(mktemp -d)"
trap 'rm -rf "$seeds"' EXIT
"${PYTHON:-python3}" seeds.py "$seeds"
mkdir -p "$scratch/crashes"
# A crash must end the process: Swift's own reporter would wait and keep the pipes open. OpenSSL's one-time allocations
# are no leaks of ours.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS="detect_leaks=0:${ASAN_OPTIONS:-}"
failed=0
printf '%-14s %10s %9s %8s %8s %7s\n' target runs runs/s coverage features seconds
for target in "${targets[@]}"; do
    corpus="$scratch/corpus/$target"
    mkdir -p "$corpus" "$seeds/$target"
    log="$scratch/$target.log"
    if ! "$fuzz" "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
        -verbosity=1 -artifact_prefix="$scratch/crashes/$target-" "$corpus" "$seeds/$target" >"$log" 2>&1; then
        echo "$target: FAILED, see $log"
        grep -E 'ERROR|SUMMARY|Fatal error|Test unit written' "$log" || true
        failed=1
        continue
    fi
    last="$(grep -oE 'cov: [0-9]+ ft: [0-9]+' "$log" | tail -1)"
    runs="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    printf '%-14s %10s %9s %8s %8s %7s\n' "$target" "$runs" "$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")" \
        "$(awk '{print $2}' <<<"$last")" "$(awk '{print $4}' <<<"$last")" "$seconds"
done
exit $failed
