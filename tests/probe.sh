#!/usr/bin/env bash
# Drives the program through each command and each bad scenario, small, for the sanitizers and valgrind: the exit status must be the one
# that is meant and nothing may be reported. librsvg leaks by itself, so charts stop at SVG.
#   [RUNNER="valgrind ..."] [EVERY=10] tests/probe.sh PROGRAM [options of run: default --charts svg]
# EVERY=10 takes one bad scenario in ten, where each is slow.
set -u
cd "$(dirname "$0")/.." || exit 1
program=$1
shift
[ $# -gt 0 ] || set -- --charts svg
runner=${RUNNER-}
cores=$(nproc)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=print_stacktrace=1:exitcode=99 TSAN_OPTIONS=exitcode=99
n=0

# probe LOG STATUS ARGUMENT...: one command; leaves LOG.failed when it was not as meant
probe() {
    local log=$1 wanted=$2 status
    shift 2
    # shellcheck disable=SC2086 # the runner is a command with options
    $runner "$program" "$@" >"$log.out" 2>"$log.err"
    status=$?
    if [ "$status" -ne "$wanted" ] || grep -qE 'Sanitizer|runtime error:|definitely lost|Invalid (read|write)|uninitialised' "$log.err"; then
        printf 'probe: headroom %s: exit status %d, want %d\n' "$*" "$status" "$wanted"
        head -n 60 "$log.err"
        : >"$log.failed"
    fi
}

# want STATUS ARGUMENT...: the same, as many at a time as there are processors
want() {
    n=$((n + 1))
    probe "$tmp/$n" "$@" &
    while [ "$(jobs -rp | wc -l)" -ge "$cores" ]; do
        wait -n
    done
}

scenario=scenarios/kingston-2021.cfg
want 0 run "$scenario" -o "$tmp/run" --simulations 40 --threads 2 "$@"
wait
want 0 run "$scenario" -o "$tmp/run" --simulations 40 --force --seed 7 "$@"
want 4 run "$scenario" -o /proc/headroom --simulations 2 --charts none
want 0 check "$scenario"
want 0 new "$tmp/new"
want 0 explain key horizon_years
want 0 help
want 0 --version
want 2 run
want 2 no-such-command
want 3 check "$tmp/no-such-file.cfg"
mkdir "$tmp/bad"
tests/bad/split "$tmp/bad"
bad=("$tmp"/bad/*.cfg)
for ((i = 0; i < ${#bad[@]}; i += ${EVERY-1})); do
    [ -e "${bad[i]}" ] && want 3 check "${bad[i]}"
done
wait

failed=$(find "$tmp" -name '*.failed' | wc -l)
if [ "$failed" -gt 0 ]; then
    printf 'probe: FAILED, %d of %d commands\n' "$failed" "$n"
    exit 1
fi
printf 'probe: ok, %d commands\n' "$n"
