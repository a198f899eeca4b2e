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
export LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
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

# A made country: evidence of England and eight authorities by age and year.
country() {
    awk 'BEGIN {
        print "area_code,ons_code,area,level,region,measure,year,calendar,from_age,to_age,category,need,count"
        for (year = 2012; year <= 2025; year++)
            for (area = 0; area <= 8; area++) {
                who = area == 0 ? "E92000001,E92000001,England,england," : \
                    sprintf("%d,E0900%04d,Area %d,authority,London", 200 + area, area, area)
                times = (area == 0 ? 36 : area) * (1 + (year - 2012) / 9)
                plans = new = gone = 0
                for (age = 0; age <= 25; age++) {
                    n = int(times * (age < 3 ? 2 : age < 19 ? 20 : 6)); plans += n
                    print who ",plans," year ",January," age "," age ",,," n
                    n = int(times * (age < 20 ? 3 : 0)); new += n
                    print who ",new_plans," year - 1 ",calendar year," age "," age ",,," n
                    n = int((area == 0 ? 36 : area) * 900)
                    print who ",population," year - 1 ",mid-year," age "," age ",,," n
                }
                print who ",plans," year ",January,,,,," plans
                print who ",plans," year ",January,,,mainstream,," int(plans / 2)
                print who ",plans," year ",January,,,state_special,," plans - int(plans / 2)
                print who ",new_plans," year - 1 ",calendar year,,,,," new
                print who ",ceased," year - 1 ",calendar year,,,,," int(plans / 12)
            } }'
}

# The folders of tests/fuzz/import, which are one file each: a line "== NAME" begins a file.
unpack() {
    mkdir -p "$2"
    awk -v to="$2" '/^== / { close(file); file = to "/" $2; next } { print >file }' "$1"
}

scenario=scenarios/kingston-2021.cfg
want 0 run "$scenario" -o "$tmp/run" --simulations 40 --threads 2 "$@"
mkdir "$tmp/country"
country >"$tmp/country/evidence.csv"
want 0 new --area 'Area 3' --data "$tmp/country" -o "$tmp/area"
wait
want 0 run "$scenario" -o "$tmp/again" --simulations 40 --seed 7 "$@"
want 4 run "$scenario" -o /proc/headroom --simulations 2 --charts none
want 0 check "$scenario"
want 0 new "$tmp/new"
want 0 explain key horizon_years
want 0 explain output
want 0 explain option
want 0 help
want 0 help data
want 0 help --manual
want 0 --version
want 2 run
want 2 no-such-command
want 3 check "$tmp/no-such-file.cfg"

for seed in tests/fuzz/import/*; do
    case ${seed##*/} in
    release | own | sen2 | history | tidy | evidence)
        unpack "$seed" "$tmp/in/${seed##*/}"
        want 0 import "$tmp/in/${seed##*/}" -o "$tmp/import/${seed##*/}" --area 'Kingston upon Thames'
        ;;
    esac
done
want 0 fit "$tmp/country" --area 'Area 5' -o "$tmp/fit"
want 0 backtest --data "$tmp/country" --origins 2020 --rules-only --charts svg -o "$tmp/scores"
printf 'area,scenario,region\nArea 3,area/scenario.cfg,London\nRoyal Borough of Kingston upon Thames,%s,London\n' \
    "$PWD/$scenario" >"$tmp/list.csv"
for shard in 1 2; do
    want 0 run --areas "$tmp/list.csv" --simulations 4 --threads 2 --shard $shard/2 -o "$tmp/$shard.shard"
done
wait
want 0 merge "$tmp/1.shard" "$tmp/2.shard" --charts svg -o "$tmp/merged"
want 0 bridge "$tmp/run" "$tmp/again" --charts svg -o "$tmp/bridge"
want 0 run "$scenario" -o "$tmp/again" --simulations 40 --force --seed 7 "$@"
want 0 verify --quick "$tmp/run"
want 0 rerun "$tmp/run" -o "$tmp/rerun"
[ -n "$runner" ] || [ ! -e "$tmp/run/charts" ] || want 0 chart "$tmp/run" 01_fan_with-agreement -o "$tmp/chart"
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
