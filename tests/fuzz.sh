#!/usr/bin/env bash
# Runs fuzz targets on hostile inputs, one after another; each says how many it tried and how much of the code they reached.
#   tests/fuzz.sh BUILD [TARGET...]     BUILD/fuzz/tests/fuzz_TARGET, default all; FUZZ_SECONDS=30 each
# Inputs that reach more code are kept in BUILD/fuzz/TARGET/corpus and tried first the next time; an input that breaks something is
# BUILD/fuzz/TARGET/crash-*. A dictionary of keys, options and column names is made from what the program says of itself and from seeds.
# libconfig 1.5 leaks on an unterminated string, so leaks are not looked for here.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
seconds=${FUZZ_SECONDS:-30}
dict=$build/fuzz/words.dict
{
    "$build/headroom" explain key | sed -n 's/^ *\([a-z][a-z0-9_]*\).*/"\1"/p'
    for subject in grant joiners prices settings options plans; do
        "$build/headroom" explain key "$subject" | sed -n 's/^ *\([a-z][a-z0-9_]*\) .*/"\1"/p'
    done
    "$build/headroom" help --completion | grep -o -- '--[a-z][a-z-]*' | sed 's/.*/"&"/'
    grep -ohaE '[a-z][A-Za-z0-9_-]{3,30}' tests/bad_import/*.csv tests/fuzz/*/* | sed 's/.*/"&"/'
} | sort -u >"$dict"

if [ $# -eq 0 ]; then
    set -- "$build"/fuzz/tests/fuzz_*
fi
failed=0
for target in "$@"; do
    [[ $target == *.[od] ]] && continue
    name=${target##*fuzz_}
    folder=$build/fuzz/$name
    mkdir -p "$folder/corpus"
    seeds=()
    [ -d "tests/fuzz/$name" ] && seeds=("tests/fuzz/$name")
    case $name in
    scenario)
        tests/bad/split "$folder/corpus"
        seeds+=(scenarios)
        ;;
    csv) seeds+=(tests/bad_import) ;;
    esac
    if ASAN_OPTIONS=detect_leaks=0 "$build/fuzz/tests/fuzz_$name" -max_total_time="$seconds" -detect_leaks=0 -timeout=300 -rss_limit_mb=3000 -max_len=40000 \
        -close_fd_mask=1 -dict="$dict" -print_final_stats=1 -artifact_prefix="$folder/" \
        "$folder/corpus" ${seeds[@]+"${seeds[@]}"} >"$folder/log" 2>&1; then
        result=ok
    else
        tail -n 30 "$folder/log"
        result="FAILED, the input is in $folder"
        failed=1
    fi
    tried=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log")
    reached=$(grep -o 'cov: [0-9]*' "$folder/log" | tail -n 1)
    echo "fuzz: $name: $result; ${tried:-?} inputs in $seconds s, ${reached:-cov: ?}"
done
exit $failed
