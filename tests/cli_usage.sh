#!/usr/bin/env bash
# Help, wrong usage, new, check, explain, the manual and the completion.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

# ---- help and usage

ends 2 'no command: how to start'
says 'no command: the list of commands' 'headroom new my-area'
ends 0 '--help' --help
cp "$tmp/out" "$tmp/list"
ends 0 '-h' -h
ok '-h is --help' cmp "$tmp/out" "$tmp/list"
ends 0 'help data' help data
ok 'help data names who publishes what' grep -q '^Section 251 outturn (DfE)$' "$tmp/out"
ends 0 'help' help
ok 'help is --help' cmp "$tmp/out" "$tmp/list"
prints 'the list has the exit statuses' 'Exit status: 0 done'
ends 0 '--version' --version
prints 'the version names the random-number layout' 'philox4x32-10/v2'
commands=$(sed -n 's/^  \([a-z][a-z]*\)  *[a-z].*/\1/p' "$tmp/list" | grep -vx headroom)
ok 'the list has all commands' test "$(wc -w <<<"$commands")" -ge 13
for command in $commands; do
    ends 0 "help $command" help "$command"
    cp "$tmp/out" "$tmp/help.$command"
    ok "help $command has the exit statuses" grep -q 'Exit status' "$tmp/help.$command"
    ends 0 "$command --help" "$command" --help
    ok "$command --help is help $command" cmp "$tmp/out" "$tmp/help.$command"
    ends 0 "$command -h" "$command" -h
    ok "$command -h is $command --help" cmp "$tmp/out" "$tmp/help.$command"
    ends 0 "$command --usage" "$command" --usage
    ends 2 "$command with an unknown option" "$command" --no-such-option
done
ends 2 'unknown command' chek x.cfg
says 'unknown command: suggests the nearest' "did you mean 'check'"
ends 2 'unknown command, nothing near' fly
ends 2 'help of an unknown command' help rum
ends 2 'unknown option before the command' --fast run

# ---- the starter, check, explain

starter
ok 'new writes the starter' test -s "$scenario"
prints 'new says what to do next' 'headroom check'
ends 4 'new does not overwrite' new "$tmp/area"
ends 2 'new without a folder' new
ends 0 'check of the starter' check "$scenario"
prints 'check: no faults' 'has no faults'
prints 'check: the ledger' 'next to the ledger'
prints 'check: the places' 'college: never full; DfE deducts £4,920 a year more for each child'
ends 0 'check -q says nothing' check -q "$scenario"
ok 'check -q: empty output' test ! -s "$tmp/both"
ends 0 'check --json' check --json "$scenario"
prints 'check --json says whether the first year ties' '"ties": true'
ends 3 'check of a price typed as another' check "$scenario" --set prices.special.topup_gbp=680000
says 'check says that the first year is far from the ledger' 'is far from the ledger'
slip=(--set dsg.blocks.central.budget_gbp_m=1950)
ends 0 'check of thousands for millions' check "$scenario" "${slip[@]}"
prints 'check asks, with what to write' 'is it in thousands (write 1.95)?'
ok 'check: no file has no faults beside a question' test "$(grep -c 'has no faults' "$tmp/out")" -eq 0
ends 0 'run of thousands for millions' run "$scenario" "${slip[@]}" -n 20 --charts none -o "$tmp/slip"
says 'run asks as well' 'question: --set: '
ok 'so does its record' grep -q 'question: .*is it in thousands (write 1.95)?' "$tmp/slip/run.json"
ok 'and its report' grep -q 'Question: .*is it in thousands (write 1.95)?' "$tmp/slip/report.html"
ends 0 'check of a first year that does not tie' check "$scenario" --set lines.hospital.amount_gbp_m=1
prints 'check says so first' 'can be run. To look at first: the first year does not tie'
ends 0 'check that ties says so' check "$scenario"
prints 'check: the verdict' 'The first year ties to the ledger.'
prints 'check lists receipts of scenarios' 'receipts stability_grant, council'
prints 'check tells the years of a receipt' "Receipt 'council': Council contribution, in 2026/27, 2027/28."
prints 'check tells the years of a transfer' '0.5% of the schools block, 2027/28, in 2027/28.'
ends 0 'check of years' check "$scenario" --set transfers.half_2027.last_fy='"2030/31"'
prints 'check: the last year is one of them' 'in 2027/28 to 2030/31.'
ends 3 'check of a missing file' check "$tmp/no-such-file.cfg"
ends 3 'check with an unknown --set' check "$scenario" --set horizon_yaers=3
says 'check with an unknown --set names it' 'horizon_yaers'
ends 2 'check without a file' check
ends 0 'check of Kingston' check scenarios/kingston-2021.cfg
printf 'area = "X";\nhorizon_years = "many";\nsurprise = 1;\n' >"$tmp/bad.cfg"
ends 3 'check of a bad scenario' check "$tmp/bad.cfg"
says 'a fault names file and line' "$tmp/bad.cfg:2:"
says 'all faults at once' "$tmp/bad.cfg:3:"
ends 0 'explain key NAME' explain key horizon_years
ends 0 'explain key: the index' explain key
ends 0 'explain key: the reference page' explain key all
ends 0 'explain a measure' explain output deficit
prints 'explain a measure says what adds up to it' 'in_year_deficit - receipts'
ends 2 'explain key of an unknown key' explain key horizon_yaers
ends 0 'explain output: the list' explain output
ends 0 'explain output of a table' explain output dsg_table.csv
prints 'explain output of a table has its columns' 'variance_incl_demand_gbp_m'
ends 0 'check of Kingston' check scenarios/kingston-2021.cfg
prints 'check lists the options of a scenario' '; options dysart, malden-oaks'
for file in correlations receipts scores forecasts england cash_cuts exclusions; do
    ends 0 "explain output of $file.csv" explain output $file.csv
done
ends 0 'explain output of a column' explain output likely_low_gbp_m
ends 2 'explain output of an unknown name' explain output forecats.csv
says 'explain output suggests the nearest' "did you mean"
ends 2 'explain of nothing' explain
ends 2 'explain of something else' explain weather

# ---- wrong usage of run

ends 2 'run without a file' run
ends 2 'run without -o' run "$scenario"
says 'run without -o says what is missing' '-o DIR'
ends 2 'run of two files' run "$scenario" "$scenario" -o "$tmp/x"
for value in 0 -1 1.5 many 10000001 '' 99999999999999999999; do
    ends 2 "--simulations=$value" run "$scenario" -o "$tmp/x" "--simulations=$value"
done
ends 2 '--seed beyond 32 bits' run "$scenario" -o "$tmp/x" --seed 4294967296
ends 2 '--threads 0' run "$scenario" -o "$tmp/x" --threads 0
ends 2 '--charts png' run "$scenario" -o "$tmp/x" --charts png
ends 2 '--set without a value' run "$scenario" -o "$tmp/x" --set horizon_years
ends 2 '--replicate with -o' run "$scenario" -o "$tmp/x" --replicate 1
ends 2 '--replicate beyond the run' run "$scenario" --replicate 50 --simulations 50
says '--replicate beyond the run says the range' '0 to 49'
ok 'wrong usage leaves no folder' test ! -e "$tmp/x"

# ---- the manual and the completion know every option

ends 0 'the manual' help --manual
cp "$tmp/out" "$tmp/headroom.1"
ends 0 'the completion' help --completion
cp "$tmp/out" "$tmp/headroom.bash"
for command in $commands; do
    ok "completion knows command $command" grep -qw "$command" "$tmp/headroom.bash"
    ok "the manual knows command $command" grep -qx "[.]B $command" "$tmp/headroom.1"
    for option in $(grep -o -- '--[a-z][a-z-]*' "$tmp/help.$command" | sort -u); do
        ok "the manual knows $command $option" grep -qF -- "$(printf '%s' "$option" | sed 's/-/\\-/g')" "$tmp/headroom.1"
        [ "$option" = --usage ] && continue
        ok "completion knows $command $option" grep -qF -- "$option" "$tmp/headroom.bash"
    done
done
completes() { # CLAIM WANTED WORD...: the completion of the last word
    local claim=$1 wanted=$2
    shift 2
    ok "$claim" bash -c '
        source "$1"; wanted=$2; shift 2
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _headroom
        printf "%s\n" "${COMPREPLY[@]}" | grep -qxF -- "$wanted"' - "$tmp/headroom.bash" "$wanted" "$program" "$@"
}
completes 'completion of a command' bridge br
completes 'completion of an option' --replicate run --rep
completes 'completion of a choice' svg run --charts s
completes 'completion of a scenario file' scenarios/starter.cfg check scenarios/s
completes 'completion of a key' horizon_years explain key horizon
if [ -e README.md ]; then
    for path in $(grep -o '](\([^)]*\))' README.md | sed 's/^](//; s/)$//' | grep -v '^http' | sort -u); do
        ok "README's link to $path leads somewhere" test -e "$path"
    done
    for option in $(grep -o '\-\-[a-z][a-z-]*' README.md | sort -u); do
        ok "README's $option exists" sh -c "cat '$tmp'/help.* '$tmp/list' Makefile | grep -qF -- '$option'"
    done
    for command in $(grep -o '\bheadroom [a-z][a-z]*' README.md | cut -d' ' -f2 | sort -u); do
        grep -qw "$command" <<<"$commands" || continue
        ok "README's headroom $command exists" test -e "$tmp/help.$command"
    done
fi
if command -v mandoc >/dev/null; then
    ok 'the manual is well formed' mandoc -T lint -W warning "$tmp/headroom.1"
elif command -v groff >/dev/null; then
    ok 'the manual is well formed' bash -c 'test -z "$(groff -man -ww -z "$0" 2>&1)"' "$tmp/headroom.1"
fi

the_end
