#!/usr/bin/env bash
# Are the outputs of the reference runs, byte for byte, what they were? The net under every change of form.
#   tests/same.sh BUILD            compares with tests/same/hashes; the exit status is 1 when anything differs
#   tests/same.sh BUILD --accept   writes that file anew, for a commit that says which output changes and why
# Left out: `execution` and `git_commit` of run.json, which are not of the inputs, and SHA256SUMS, which holds
# their hashes. Pictures depend on the versions of librsvg, cairo and fonts, so they are compared as SVG only.
set -eu
cd "$(dirname "$0")/.."
program=$(realpath "$1/headroom")
wanted=tests/same/hashes
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8
mkdir "$tmp/out"

reference() { # NAME, arguments of run
    local name=$1
    shift
    "$program" run "$@" -o "$tmp/out/$name" --charts svg --quiet
}
reference kingston scenarios/kingston-2021.cfg -n 400
reference kingston-each scenarios/kingston-2021.cfg -n 120 --each --compared 60
reference richmond scenarios/richmond-2017.cfg -n 400
reference starter scenarios/starter.cfg -n 400 --real
reference options tests/same/options.cfg -n 300 --each
reference published scenarios/kingston-2021.cfg -n 300 --publish

# What the other commands print.
says() { # NAME, arguments
    local name=$1
    shift
    mkdir -p "$tmp/out/says"
    "$program" "$@" >"$tmp/out/says/$name" 2>"$tmp/out/says/$name.err" || echo "status $?" >>"$tmp/out/says/$name"
}
says check check scenarios/kingston-2021.cfg
says check-options check tests/same/options.cfg
says future run scenarios/kingston-2021.cfg -n 20 --replicate 11
says explain-keys explain key
says explain-outputs explain output
(cd "$tmp/out" && says bridge bridge kingston published -o bridge)
says seek seek tests/same/options.cfg --option open --vary places --until 'chance(deficit at 2030/31 < 4) >= 0.3'
for type in $("$program" explain option | sed -n 's/^  \([a-z_]*\)$/\1/p'); do
    says "explain-$type" explain option "$type"
done

# Evidence, where the shared data is there (it is no part of the project).
if [ -d ../shared/data/england ]; then
    "$program" import ../shared/data/dfe-ehc-plans-2025 -o "$tmp/out/import" >"$tmp/out/says/import" 2>&1
    "$program" fit ../shared/data/england --area "Sutton" -o "$tmp/out/fit" >"$tmp/out/says/fit" 2>&1
    "$program" import ../shared/data/witan-demo -o "$tmp/out/history" >"$tmp/out/says/history" 2>&1
    (cd "$tmp/out" && "$program" run history/scenario.cfg -n 50 -o history-run --charts svg --quiet)
    "$program" backtest --data ../shared/data/england -o "$tmp/out/backtest" -n 20 --origins 2019-2020 \
        >"$tmp/out/says/backtest" 2>&1
    without='^$'
else
    echo "same: skipped: import, fit, history, backtest (../shared/data is not there)"
    without=' (import|fit|history|history-run|backtest|says/(import|fit|history|backtest))(/|$)'
fi

cd "$tmp/out"
find . -type f -name run.json -exec sed -i -e '/^  "execution": {/,/^  }/d' -e '/^  "git_commit":/d' {} +
sed -i '/"run_json_sha256":/d; /"git_commit":/d' bridge/run.json
find . -type f -exec sed -i "s|$tmp|TMP|g" {} +
find . -type f ! -name SHA256SUMS | LC_ALL=C sort | sed 's|^\./||' | xargs -d '\n' sha256sum >"$tmp/hashes"
cd - >/dev/null
if [ "${2-}" = --accept ]; then
    cp "$tmp/hashes" "$wanted"
    echo "same: $(wc -l <"$wanted") hashes written to $wanted"
    exit 0
fi
grep -vE "$without" "$wanted" >"$tmp/wanted"
if ! diff "$tmp/wanted" "$tmp/hashes" >"$tmp/diff"; then
    sed -n 's/^[<>] [0-9a-f]*  //p' "$tmp/diff" | sort -u | sed 's/^/same: differs: /' >"$tmp/list"
    head -n "${SAME_MOST-40}" "$tmp/list"
    if [ -n "${SAME_KEEP-}" ]; then rm -rf "$SAME_KEEP"; cp -r "$tmp/out" "$SAME_KEEP"; fi
    echo "same: FAILED, $(wc -l <"$tmp/list") outputs differ, are new or are gone"
    exit 1
fi
echo "same: ok, $(wc -l <"$tmp/wanted") outputs of the reference runs are what they were"
