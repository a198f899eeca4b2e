#!/usr/bin/env bash
# The command line from outside: what it prints, which status it ends with, what it leaves on the disk.
#   tests/cli_all.sh PROGRAM           from the project's root; the last line is "N passed, N failed"
set -u
cd "$(dirname "$0")/.." || exit 1
program=$(realpath "${1:-build/headroom}")
root=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8 TERM=dumb
unset NO_COLOR ARGP_HELP_FMT
passed=0
failed=0

# ok CLAIM COMMAND...: the command must succeed
ok() {
    local claim=$1
    shift
    if "$@" >"$tmp/ok.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n    %s\n' "$claim" "$*"
        head -n 12 "$tmp/ok.log" | sed 's/^/    /'
    fi
}

# run ARGUMENT...: output in $tmp/out, messages in $tmp/err, status in $status
run() {
    "$program" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
}

# ends STATUS CLAIM ARGUMENT...
ends() {
    local wanted=$1 claim=$2
    shift 2
    run "$@"
    cat "$tmp/out" "$tmp/err" >"$tmp/both"
    ok "$claim (status $status, want $wanted; $(head -c 200 "$tmp/err"))" test "$status" -eq "$wanted"
}

says() { ok "$1" grep -qF -- "$2" "$tmp/err"; }
prints() { ok "$1" grep -qF -- "$2" "$tmp/out"; }
lines() { wc -l <"$1"; }

# ---- help and usage

ends 2 'no command: how to start'
says 'no command: the list of commands' 'headroom new my-area'
ends 0 '--help' --help
cp "$tmp/out" "$tmp/list"
ends 0 '-h' -h
ok '-h is --help' cmp "$tmp/out" "$tmp/list"
ends 0 'help' help
ok 'help is --help' cmp "$tmp/out" "$tmp/list"
prints 'the list has the exit statuses' 'Exit status: 0 done'
ends 0 '--version' --version
prints 'the version names the random-number layout' 'philox4x32-10/v2'
for command in run check new import fit backtest bridge seek explain help; do
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

ends 0 'new' new "$tmp/area"
scenario=$tmp/area/scenario.cfg
ok 'new writes the starter' test -s "$scenario"
prints 'new says what to do next' 'headroom check'
ends 4 'new does not overwrite' new "$tmp/area"
ends 2 'new without a folder' new
ends 0 'check of the starter' check "$scenario"
prints 'check: no faults' 'has no faults'
prints 'check: the ledger' 'beside the ledger'
ends 0 'check -q says nothing' check -q "$scenario"
ok 'check -q: empty output' test ! -s "$tmp/both"
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
ends 0 'explain key: the reference page' explain key
ends 2 'explain key of an unknown key' explain key horizon_yaers
ends 0 'explain output: the list' explain output
ends 0 'explain output of a table' explain output dsg_table.csv
prints 'explain output of a table has its columns' 'variance_incl_demand_gbp_m'
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

# ---- a run

ends 0 'run' run "$scenario" -o "$tmp/one" --simulations 200 --threads 1
ok 'five lines at the end' test "$(lines "$tmp/out")" -eq 5
prints 'the end says where the results are' "$tmp/one"
prints 'the end gives the likely range' 'likely range'
ok 'one line of chatter without a terminal' test "$(lines "$tmp/err")" -eq 1
fan=$(cd "$tmp/one/charts" && ls 01_fan_*.svg | head -n 1)
fan=charts/${fan%.svg}
for file in forecast measures events dsg_table chances percentiles placements comparison s251 assumptions; do
    ok "$file.csv is there" test -s "$tmp/one/$file.csv"
    ok "$file.csv ends its lines with LF" sh -c "! grep -q \$'\r' '$tmp/one/$file.csv'"
    ok "$file.csv has as many cells in each row as in the first" \
        awk -F, '{ gsub(/"([^"]|"")*"/, "text") } NR == 1 { n = NF } NF != n { print NR ": " $0; bad = 1 } END { exit bad || n < 3 }' "$tmp/one/$file.csv"
done
for file in run.json summary.json dsg_table.txt SHA256SUMS $fan.svg $fan.png $fan.pdf $fan.csv $fan.txt; do
    ok "$file is there" test -s "$tmp/one/$file"
done
outputs() { # FOLDER: "SHA-256  NAME" of every file that run.json lists
    sed -n '/^  "outputs"/,/^  "execution"/s/^      "\(name\|sha256\)": "\(.*\)".*/\2/p' "$1/run.json" | sed 'N;s/\(.*\)\n\(.*\)/\2  \1/'
}
outputs "$tmp/one" >"$tmp/listed"
ok 'the last member of run.json is execution' sh -c "grep '^  \"' '$tmp/one/run.json' | tail -n 1 | grep -q '\"execution\"'"
ok 'run.json has the number of simulations' grep -q '^  "simulations": 200,' "$tmp/one/run.json"
ok 'run.json names the embedded defaults' grep -q '"name": "england.cfg"' "$tmp/one/run.json"
ok "run.json has the scenario file's SHA-256" grep -q "$(sha256sum <"$scenario" | cut -d' ' -f1)" "$tmp/one/run.json"
ok 'run.json has the SHA-256 of each file' sh -c "cd '$tmp/one' && sha256sum --quiet -c '$tmp/listed'"
(cd "$tmp/one" && find . -type f ! -name run.json | sed 's|^\./||' | sort) >"$tmp/found"
ok 'run.json lists each file' sh -c "sed 's/^[^ ]*  //' '$tmp/listed' | sort | cmp - '$tmp/found'"
ok 'sha256sum -c SHA256SUMS' sh -c "cd '$tmp/one' && sha256sum --quiet -c SHA256SUMS"
ok 'the PNG is 1920 x 1200' test "$(od -An -tu4 --endian=big -j16 -N8 "$tmp/one/$fan.png" | tr -s ' ')" = ' 1920 1200'
ok 'the SVG has title and description' sh -c "grep -q '<title' '$tmp/one/$fan.svg' && grep -q '<desc' '$tmp/one/$fan.svg'"

# ---- the same bytes

same() { # CLAIM FOLDER FOLDER: equal but for the execution object
    ok "$1" diff -r -q -x run.json "$2" "$3"
    ok "$1 (run.json)" sh -c "sed '/^  \"execution\"/,\$d' '$2/run.json' >'$tmp/a' && sed '/^  \"execution\"/,\$d' '$3/run.json' | cmp '$tmp/a' -"
}
for threads in 2 8; do
    ends 0 "run with $threads threads" run "$scenario" -o "$tmp/threads$threads" --simulations 200 --threads "$threads" -q
    ok 'run -q says nothing' test ! -s "$tmp/both"
    same "1 and $threads threads give the same bytes" "$tmp/one" "$tmp/threads$threads"
done
ends 2 '--precision 0' run "$scenario" -o "$tmp/x" --precision 0
ends 2 '--precision of words' run "$scenario" -o "$tmp/x" --precision close
ends 0 'run with a precision soon reached' run "$scenario" -o "$tmp/precise" --simulations 4000 --precision 1000 --charts none -q
ends 0 'run of the first checkpoint' run "$scenario" -o "$tmp/checkpoint" --simulations 1000 --charts none -q
ok '--precision soon reached stops at the first checkpoint' cmp -s "$tmp/precise/forecast.csv" "$tmp/checkpoint/forecast.csv"
ends 0 'run with a precision never reached' run "$scenario" -o "$tmp/vain" --simulations 1500 --precision 0.000001 --charts none -q
ok '--precision never reached runs all simulations' grep -q ',1500$' "$tmp/vain/forecast.csv"
ends 0 'run with another seed' run "$scenario" -o "$tmp/seed" --simulations 200 --seed 977 --charts none -q
ok 'another seed gives another forecast' sh -c "! cmp -s '$tmp/one/forecast.csv' '$tmp/seed/forecast.csv'"
ok '--charts none draws none' test ! -e "$tmp/seed/charts"
ends 0 'run with SVG only' run "$scenario" -o "$tmp/svg" --simulations 20 --charts svg -q
ok '--charts svg draws no PNG' sh -c "ls '$tmp/svg/charts'/*.svg && ! ls '$tmp/svg/charts'/*.png"

# ---- --set

ends 0 'run with --set' run "$scenario" -o "$tmp/set" --simulations 200 --charts none -q --set joiners.new_plans=401
ok '--set is recorded' grep -q '"joiners.new_plans=401"' "$tmp/set/run.json"
ok '--set changes the run' sh -c "! cmp -s '$tmp/one/forecast.csv' '$tmp/set/forecast.csv'"
ends 3 'run with an unknown --set' run "$scenario" -o "$tmp/x" --set no.such.key=1
says 'an unknown --set is named' 'no.such.key'
ends 3 'run with a value out of range' run "$scenario" -o "$tmp/x" --set horizon_years=1000
ok 'a bad scenario leaves no folder' test ! -e "$tmp/x"

ends 0 'run with a shorter horizon than the instalments' run scenarios/kingston-2021.cfg -o "$tmp/short" --simulations 20 --charts svg --set horizon_years=3
ok 'what a short horizon does not reach is in run.json' grep -q 'not reached' "$tmp/short/run.json"
ok 'a run that ties says nothing of the ledger' sh -c "! grep -q 'does not tie' '$tmp/err' '$tmp/short/run.json'"
ends 0 'run that does not tie' run scenarios/kingston-2021.cfg -o "$tmp/loose" --simulations 20 --charts none --set prices.independent.fee_gbp=58000
says 'a run that does not tie says so' 'note: the expected-value run of 2021/22 does not tie to the ledger: outturn 25.'
ok 'a run that does not tie says so in one line' test "$(grep -c 'tie to the ledger' "$tmp/err")" -eq 1
ok 'a run that does not tie says so in run.json' grep -q '"the expected-value run of 2021/22 does not tie' "$tmp/loose/run.json"
ok 'assumptions.csv has the ledger' grep -q '^dsg.carry_forward_gbp_m,.*,gbp_m,fixed,,-12.401,' "$tmp/loose/assumptions.csv"
ok 'assumptions.csv has money in the unit of its name' grep -q '^lines.place_funding.amount_gbp_m,.*,gbp_m,fixed,,1.527299,' "$tmp/loose/assumptions.csv"
ok 'no number is shown with more digits than it has' sh -c "! grep -E '[0-9]{2}\\.[0-9]{9}|\\.[1-9][0-9]{10}|\\.[0-9]*(99999|00000)[0-9]' '$tmp/loose'/*.csv"

# ---- --publish

kingston() { # FOLDER ARGUMENT...
    local folder=$1
    shift
    ends 0 "run into $(basename "$folder")" run scenarios/kingston-2021.cfg -o "$folder" --simulations 60 --charts svg -q "$@"
}
kingston "$tmp/whole"
kingston "$tmp/published" --publish
kingston "$tmp/one-is-none" --publish=1
kingston "$tmp/ten" --publish=10
same 'a threshold of 1 leaves nothing out' "$tmp/whole" "$tmp/one-is-none"
ok 'a run that is not published says nothing of it' sh -c "test ! -e '$tmp/whole/SUPPRESSED.txt' && ! grep -q suppressed '$tmp/whole/run.json'"
ok 'SUPPRESSED.txt names the rule' grep -q 'counts of children under 5, but not 0' "$tmp/published/SUPPRESSED.txt"
ok 'run.json has the threshold' grep -q '"threshold": 10' "$tmp/ten/run.json"
ok 'a small count typed by the user is empty' grep -q '^plans.by_setting.early_years.count,.*,fixed,,,,' "$tmp/published/assumptions.csv"
ok 'and null in run.json' grep -q '"early_years": null' "$tmp/published/run.json"
ok 'and an empty cell in forecast.csv' grep -q '^without-agreement,.*,2020/21,.*,plans.early_years,children,outturn,,' "$tmp/published/forecast.csv"
ok 'the deficit stands' bash -c "grep ',deficit,' '$tmp/whole/forecast.csv' | cmp - <(grep ',deficit,' '$tmp/published/forecast.csv')"
ok 'the ledger stands' cmp "$tmp/whole/dsg_table.csv" "$tmp/published/dsg_table.csv"
ok 'a chart that would show it is left out' sh -c "test ! -e '$tmp/published/charts/06_mix_with-agreement.svg' && grep -q 06_mix_with-agreement '$tmp/published/SUPPRESSED.txt'"
ok 'the checksums of a published run hold' sh -c "cd '$tmp/published' && sha256sum --quiet -c SHA256SUMS"
kingston "$tmp/set-small" --publish --set plans.by_setting.early_years.count=3 --set plans.by_setting.home_education.count=3
ok 'a small count that is set is nowhere' sh -c "! grep -rq 'early_years.count=3' '$tmp/set-small'"
for bad in 0 -3 2.5 many 1001; do
    ends 2 "--publish=$bad" run "$scenario" -o "$tmp/x" --publish=$bad
done
ends 2 '--publish of one future' run "$scenario" --replicate 3 --publish

# ---- bridge

ends 0 'a newer forecast' run scenarios/kingston-2021.cfg -o "$tmp/newer" --simulations 60 --charts none -q --set prices.independent.fee_gbp=58500 --set joiners.new_plans=231
ends 0 'bridge' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/bridge"
prints 'bridge names the parts' 'Top-ups and fees'
prints 'bridge says why medians are beside it' 'Medians do not add up'
ok 'bridge: old and parts add up to new' awk -F, 'NR > 1 && $3 == "old" { sum = $4 } $3 !~ /^(old|new|median_change|part)$/ { sum += $4 }
    $3 == "new" { n++; d = sum - $4; if (d > 1.5e-6 || d < -1.5e-6) bad = 1 } END { exit bad || n < 12 }' "$tmp/bridge/bridge.csv"
ok 'bridge: the rest of a run of ours is rounding' awk -F, '$3 == "rest" { n++; if ($4 > 0.0001 || $4 < -0.0001) bad = 1 } END { exit bad || n < 12 }' "$tmp/bridge/bridge.csv"
ok 'bridge.txt is what was said' bash -c "head -n 16 '$tmp/bridge/bridge.txt' | cmp - <(head -n 16 '$tmp/out')"
ok 'the checksums of a bridge hold' sh -c "cd '$tmp/bridge' && sha256sum --quiet -c SHA256SUMS"
ok 'the record has the hash of what was read' grep -q "$(sha256sum <"$tmp/newer/forecast.csv" | cut -d' ' -f1)" "$tmp/bridge/run.json"
ends 4 'a bridge is not overwritten unasked' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/bridge"
ends 0 'but with --force, and -q says nothing' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/bridge" --force -q
ok 'bridge -q says nothing' test ! -s "$tmp/both"
ends 0 'bridge of two scenarios' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/across" --scenario without-agreement=with-agreement
prints 'bridge of two scenarios: those without a partner' "without a partner: 'with-agreement'"
ends 0 'bridge of a published folder' bridge "$tmp/published" "$tmp/newer" -o "$tmp/public" --scenario with-agreement
prints 'bridge of a published folder says what is left out' "left out of a folder: 'alternative'"
ends 3 'bridge of no run' bridge "$tmp/whole" "$tmp/area" -o "$tmp/x"
says 'bridge of no run' 'is no output folder of'
ends 3 'bridge of a bridge' bridge "$tmp/bridge" "$tmp/newer" -o "$tmp/x"
ends 3 'bridge of two areas' bridge "$tmp/whole" "$tmp/set" -o "$tmp/x"
says 'bridge of two areas' 'a bridge leads from one forecast of an area to the next'
ends 3 'bridge of an unknown scenario' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/x" --scenario nobody
cp -r "$tmp/newer" "$tmp/touched"
printf 'x\n' >>"$tmp/touched/forecast.csv"
ends 3 'bridge of a damaged table' bridge "$tmp/whole" "$tmp/touched" -o "$tmp/x"
says 'bridge of a damaged table' 'touched/forecast.csv:'
ok 'a bridge that failed leaves nothing' test ! -e "$tmp/x"
ends 2 'bridge from nowhere' bridge
ends 2 'bridge of one folder' bridge "$tmp/whole" -o "$tmp/x"
ends 2 'bridge to nowhere' bridge "$tmp/whole" "$tmp/newer"
ends 2 'bridge of an empty scenario' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/x" --scenario =with-agreement
ends 0 'explain output bridge.csv' explain output bridge.csv
ends 0 'explain output SUPPRESSED.txt' explain output SUPPRESSED.txt
# ---- reserves, the general fund, real terms

reserves='general_fund={ reserves = { definition = "typed"; by_year = ( { fy = "2026/27"; amount_gbp_m = 20.0; } ); test_dates = ( { date = "2028-03-31"; label = "Override ends"; known = "as_known"; } ); }; }'
ends 0 'run with reserves and --real' run "$scenario" -o "$tmp/reserves" --simulations 200 --charts none --real --set "$reserves"
prints 'the chance of exceeding reserves is told with its error' 'usable reserves at 31 March 2028 (Override ends)'
ok 'and adds one line' test "$(lines "$tmp/out")" -eq 6
ok 'reserves.csv has a row a scenario' test "$(lines "$tmp/reserves/reserves.csv")" -eq 3
ok 'chances.csv has the test' grep -q '^no-action,2028-03-31,deficit exceeds reserves: Override ends,20.000,' "$tmp/reserves/chances.csv"
ok 'chances.csv has the first year above reserves' grep -q '^agreed,2027-03-31,first year above reserves: 2026/27,' "$tmp/reserves/chances.csv"
ok 'forecast_real.csv says its price year' grep -q ',deficit,gbp_m at 2026/27 prices,forecast,' "$tmp/reserves/forecast_real.csv"
ok 'the record names both' grep -q '"forecast_real.csv"' "$tmp/reserves/run.json"
ends 0 'the same without' run "$scenario" -o "$tmp/plain" --simulations 200 --charts none -q
ok 'without reserves there is no reserves.csv' test ! -e "$tmp/plain/reserves.csv"
ok 'without --real there is no forecast_real.csv' test ! -e "$tmp/plain/forecast_real.csv"
ok 'reserves change nothing of the account' cmp "$tmp/plain/dsg_table.csv" "$tmp/reserves/dsg_table.csv"
ok 'nor any measure that was there' sh -c "! grep -vxFf '$tmp/reserves/forecast.csv' '$tmp/plain/forecast.csv'"
ends 0 '--replicate with reserves' run "$scenario" --replicate 3 --set "$reserves"
prints '--replicate tells the general fund' 'General fund, beside it: £0.000m; reserves £20.000m.'

# ---- --replicate

ends 0 'run of one future' run "$scenario" -o "$tmp/zero" --simulations 1 --charts none -q
ends 0 '--replicate 0' run "$scenario" --replicate 0
# What was told, as "scenario,year,measure,value"
awk '/^Simulated future/ { sub(/.*Scenario \047/, ""); sub(/\047.*/, ""); scenario = $0 }
    /^[0-9][0-9][0-9][0-9]\/[0-9][0-9]$/ { year = $0 }
    / joined, / { line = $0; sub(/ in [0-9-]*\. In between.*/, "", line); sub(/.*, /, "", line); print scenario "," year ",plans," line
                  line = $0; sub(/ joined,.*/, "", line); sub(/.* /, "", line); print scenario "," year ",joined," line
                  line = $0; sub(/ left and .*/, "", line); sub(/.* /, "", line); print scenario "," year ",left," line
                  line = $0; sub(/ moved to.*/, "", line); sub(/.* /, "", line); print scenario "," year ",moved," line }
    / carried forward/ { line = $0; sub(/m carried forward.*/, "", line); sub(/.*deficit /, "", line); sub(/£/, "", line); print scenario "," year ",deficit," line }
    ' "$tmp/out" | sort >"$tmp/told"
awk -F, '$7 == "forecast" && $5 ~ /^(plans|joined|left|moved|deficit)$/ { printf "%s,%s,%s,%." ($5 == "deficit" ? 3 : 0) "f\n", $1, $3, $5, $12 }' \
    "$tmp/zero/forecast.csv" | sort >"$tmp/written"
ok '--replicate 0 tells the future that a run of one has' diff "$tmp/told" "$tmp/written"
ok '--replicate tells five figures a year' test "$(lines "$tmp/told")" -ge 10
ends 0 '--replicate 17' run "$scenario" --replicate 17
cp "$tmp/out" "$tmp/seventeen"
ends 0 '--replicate 17 again' run "$scenario" --replicate 17 --threads 1
ok '--replicate is the same each time' cmp "$tmp/out" "$tmp/seventeen"
ends 0 '--replicate with policies' run "$scenario" --replicate 3 --set 'policies=( { id = "as-now"; label = "As now"; weight = 1.0; } )'
prints '--replicate says which policy the future has' "Policy 'as-now' (weight 1): As now"
ends 0 'check with policies' check "$scenario" --set 'policies=( { id = "as-now"; label = "As now"; weight = 1.0; } )'
prints 'check says which policy is the central one' "Policy 'as-now' (weight 1, central forecast): As now"

# ---- the folder

ends 4 'a second run into the same folder' run "$scenario" -o "$tmp/one" --simulations 20 -q
says 'the refusal says what to do' '--force'
ok 'the first run is untouched' sh -c "cd '$tmp/one' && sha256sum --quiet -c SHA256SUMS"
ends 0 'the same with --force' run "$scenario" -o "$tmp/one" --simulations 20 --force --charts none -q
ok '--force replaces the whole run' test ! -e "$tmp/one/charts"
touch "$tmp/one/notes.txt"
ends 4 '--force over a run with a stranger in it' run "$scenario" -o "$tmp/one" --simulations 20 --force -q
says 'the stranger is named' 'notes.txt'
ok 'the stranger is still there' test -e "$tmp/one/notes.txt"
touch "$tmp/file"
ends 4 'run into a file' run "$scenario" -o "$tmp/file" --simulations 20 -q
ends 4 'run into a place that cannot be written' run "$scenario" -o /proc/headroom --simulations 20 -q
ends 0 'run into a deep folder' run "$scenario" -o "$tmp/deep/er/run" --simulations 20 --charts none -q
ok 'the deep folder is there' test -s "$tmp/deep/er/run/run.json"
ok 'an output that cannot be printed is an error' sh -c "'$program' --help >/dev/full; test \$? -eq 4"

# A full disk, where a small one can be mounted; else by a limit on the size of files.
# shellcheck disable=SC2016
ok 'a file that cannot be written whole: status 4 or killed, and no folder' bash -c '
    ulimit -f 8; trap "" XFSZ
    "$0" run "$1" -o "$2" --simulations 20 --charts none -q 2>"$2.err"; status=$?
    test $status -eq 4 && test ! -e "$2" && grep -q "cannot write" "$2.err"' "$program" "$scenario" "$tmp/full"

# ---- Ctrl-C

interrupted() { # SIGNAL: a run far too long, stopped
    timeout --preserve-status -s "$1" 0.7 "$program" run "$scenario" -o "$tmp/stopped/run" --simulations 200000 --charts none -q \
        2>"$tmp/err"
    status=$?
    ok "$1 ends with status 130 (was $status)" test "$status" -eq 130
    ok "$1 leaves no folder, no parent and nothing hidden" sh -c "test ! -e '$tmp/stopped' && ! ls -A '$tmp' | grep unfinished"
}
interrupted INT
interrupted TERM

# ---- backtest

data=$tmp/data
mkdir -p "$data"
{
    echo 'level,ons_code,dfe_code,name,region,january_of_year,total_plans_count'
    for year in $(seq 2010 2025); do
        echo "national,E92000001,,England,,$year,$((240000 + 12345 * (year - 2010)))"
        for area in $(seq 201 216); do
            echo "la,E090000$area,$area,Area $area,London,$year,$((1000 + area + (60 + area % 7) * (year - 2010) + (year * area) % 37))"
        done
    done
} >"$data/ehcp_total_la_2010_2025.csv"
ends 0 'backtest of the rules alone' backtest --data "$data" -o "$tmp/scores" --rules-only --charts svg
prints 'backtest says where the scores are' "$tmp/scores"
ok 'backtest writes scores, record and chart' sh -c "cd '$tmp/scores' && sha256sum --quiet -c SHA256SUMS && test -s charts/calibration_relative.svg"
ok 'scores.csv has the columns that were promised' sh -c \
    "head -1 '$tmp/scores/scores.csv' | grep -qx 'origin,horizon,target,method,n,mape,bias,coverage_50,coverage_80,coverage_90,coverage_95,crps'"
for origin in all,96 2017,16 2022,16; do
    ok "scores.csv has the rows of origin ${origin%,*}" grep -q "^${origin%,*},1,plans,last_value,${origin#*,}," "$tmp/scores/scores.csv"
done
ends 4 'backtest into a folder that has results' backtest --data "$data" -o "$tmp/scores" --rules-only
ends 0 'backtest with --force' backtest --data "$data" -o "$tmp/scores" --rules-only --force --charts none --origins 2019 --half odd --until 2021 -q
ends 2 'backtest without data' backtest -o "$tmp/scores2"
ends 2 'backtest without output' backtest --data "$data"
ends 2 'backtest from origins in the wrong order' backtest --data "$data" -o "$tmp/scores2" --origins 2022-2017
ends 2 'backtest of a third half' backtest --data "$data" -o "$tmp/scores2" --half third
ends 1 'backtest of a folder that is not there' backtest --data "$tmp/nowhere" -o "$tmp/scores2" --rules-only
ends 3 'backtest with nothing to score' backtest --data "$data" -o "$tmp/scores2" --rules-only --origins 2030
ok 'a backtest that failed leaves no folder' test ! -e "$tmp/scores2"

# ---- fit

ends 2 'fit of nothing' fit
ends 2 'fit of nobody' fit "$tmp" -o "$tmp/fitted"
says 'fit of nobody' 'give --area NAME'
ends 2 'fit to nowhere' fit "$tmp" --area Kingston
ends 1 'fit to what is not there' fit "$tmp/none" --area Kingston -o "$tmp/fitted"
if [ -d ../shared/data/england ]; then
    ends 2 'fit of an unknown area' fit ../shared/data/england --area 'Kingston upn Thames' -o "$tmp/fitted"
    says 'fit of an unknown area' "did you mean 'Kingston upon Thames'?"
    ok 'a failed fit leaves nothing' test ! -e "$tmp/fitted"
    ends 0 'a fit' fit ../shared/data/england --area 'kingston upon thames' -o "$tmp/fitted"
    prints 'a fit: what comes next' "Next: read $tmp/fitted/fit.txt"
    ends 4 'a fit is not overwritten unasked' fit ../shared/data/england --area 314 -o "$tmp/fitted"
    ok 'the checksums of a fit hold' sh -c "cd '$tmp/fitted' && sha256sum -c --quiet SHA256SUMS"
    ok 'a fit has the plans to start from' grep -q '^7,all,mainstream,' "$tmp/fitted/stock.csv"
    ends 0 'a fitted scenario has no faults' check "$tmp/fitted/scenario.cfg"
    ends 0 'a fitted scenario runs' run "$tmp/fitted/scenario.cfg" -o "$tmp/fitted-run" --simulations 50 --charts none -q
    ends 0 'a fit of an earlier January' fit ../shared/data/england --area 314 --census 2021 -o "$tmp/fitted-2021" -q
    ok 'knows nothing later' sh -c "! grep -q '2022\|2023\|2024' '$tmp/fitted-2021/fit.txt' || ! grep -q '^    202[2-9]:' '$tmp/fitted-2021/fit.txt'"
else
    echo 'cli.sh: skipped: headroom fit on published data, ../shared/data/england is not there'
fi
if [ -d ../shared/data/dfe-ehc-plans-2025 ]; then
    ends 3 'a fit without population' fit ../shared/data/dfe-ehc-plans-2025 --area 314 -o "$tmp/fitted-bare"
    says 'a fit without population' 'the evidence has no population'
    ok 'a fit without population leaves nothing' test ! -e "$tmp/fitted-bare"
else
    echo 'cli.sh: skipped: headroom fit on a release alone, ../shared/data/dfe-ehc-plans-2025 is not there'
fi

# ---- import

ends 2 'import of nothing' import
ends 2 'import to nowhere' import "$tmp"
says 'import to nowhere' 'where to? give -o DIR'
ends 1 'import of what is not there' import "$tmp/none" -o "$tmp/imported"
says 'import of what is not there' 'there is no such file or folder'
mkdir -p "$tmp/Testshire"
ends 3 'import of an empty folder' import "$tmp/Testshire" -o "$tmp/imported"
says 'import of an empty folder: what would do' 'transitions.csv, stock.csv, or evidence.csv'
printf 'ncy,need,setting,count\n3,asd,unit,8\n3,semh,Hilltop,5\n' >"$tmp/Testshire/stock_2026.csv"
ends 3 'a setting without a category' import "$tmp/Testshire" -o "$tmp/imported"
says 'a setting without a category: file, line and column' "stock_2026.csv:3: column 'setting': 'Hilltop' is no category"
ok 'a failed import leaves nothing' sh -c "test ! -e '$tmp/imported' && ! ls -A '$tmp' | grep unfinished"
printf 'dfe_column,category\nHilltop,state_special\n' >"$tmp/map.csv"
ends 0 'own tables' import "$tmp/Testshire" -o "$tmp/imported" --map "$tmp/map.csv"
prints 'own tables: what comes next' "Next: headroom fit $tmp/imported --area \"Testshire\" -o FITTED"
ok 'own tables: five lines' test "$(lines "$tmp/out")" -le 5
ok 'own tables: a table of counts' grep -q '^own,,Testshire,authority,,plans,2026,January,7,7,state_special,semh,5$' "$tmp/imported/evidence.csv"
ok 'the map that was used is written out' grep -qx 'Hilltop,state_special' "$tmp/imported/placement_map.csv"
ok 'import.txt names the file and its SHA-256' grep -q "stock_2026.csv *$(sha256sum "$tmp/Testshire/stock_2026.csv" | cut -c1-64)" "$tmp/imported/import.txt"
ok 'import.txt has every remark' grep -q 'missing: there is no population.csv' "$tmp/imported/import.txt"
ok 'the checksums of an import hold' sh -c "cd '$tmp/imported' && sha256sum -c --quiet SHA256SUMS"
ends 4 'an import is not overwritten unasked' import "$tmp/Testshire" -o "$tmp/imported" --map "$tmp/map.csv"
ends 0 'but with --force, and -q says nothing' import "$tmp/Testshire" -o "$tmp/imported" --map "$tmp/imported/placement_map.csv" --force -q
ok 'import -q says nothing' test ! -s "$tmp/both"
touch "$tmp/imported/notes.txt"
ends 4 '--force spares what is not of an import' import "$tmp/Testshire" -o "$tmp/imported" --map "$tmp/map.csv" --force
ends 0 'an import can be imported' import "$tmp/imported" -o "$tmp/again"
ok 'and gives the same evidence' cmp "$tmp/imported/evidence.csv" "$tmp/again/evidence.csv"
ends 2 'an area that is not there' import "$tmp/imported" -o "$tmp/elsewhere" --area Testshier
says 'an area that is not there: suggests the nearest' "did you mean 'Testshire'"

# ---- seek

seek() { # EXPECTED-STATUS NAME ARGUMENT...
    local status=$1 name=$2
    shift 2
    ends "$status" "$name" seek scenarios/kingston-2021.cfg --option moor-lane -n 40 "$@"
}
seek 0 'seek' --vary places --until 'chance(deficit at 2028/29 < 90) >= 0.01' -q
prints 'seek says what holds already' 'already with places = 0'
seek 0 'seek what no level reaches' --vary cost.per_place_gbp --until 'chance(deficit at 2028/29 < -500) >= 0.9' -q
prints 'and says how far the best one gets' 'at best it is 0.000'
seek 2 'seek by a key that the option does not have' --vary children --until 'chance(deficit at 2028/29 < 0) >= 0.8'
says 'a key that the option does not have' "does not say by 'children'"
seek 2 'seek a wrong goal' --vary places --until 'deficit below nought'
seek 2 'seek a year that is not forecast' --vary places --until 'chance(deficit at 2040/41 < 0) >= 0.8'
ends 2 'seek by an option that is not there' seek scenarios/kingston-2021.cfg --option moor --vary places --until 'chance(deficit at 2028/29 < 0) >= 0.8'
ends 0 'explain option' explain option
prints 'explain option lists the types' 'repatriation'
ends 2 'explain an option that is not there' explain option new_place
says 'an option that is not there: suggests the nearest' "did you mean 'new_places'"

# ---- the manual and the completion know every option

for command in run check new import fit backtest bridge seek explain help; do
    ok "completion knows command $command" grep -qw "$command" sim/cmd/headroom.bash
    ok "the manual knows command $command" grep -q "^\.B.* $command\|^\.B $command" sim/cmd/headroom.1
    for option in $(grep -o -- '--[a-z][a-z-]*' "$tmp/help.$command" | sort -u); do
        ok "the manual knows $command $option" grep -qF -- "$(printf '%s' "$option" | sed 's/-/\\-/g')" sim/cmd/headroom.1
        [ "$option" = --usage ] && continue
        ok "completion knows $command $option" grep -qF -- "$option" sim/cmd/headroom.bash
    done
done
for option in $(grep -o -- '\\n--[a-z-]*\|--[a-z-]*\\n' sim/cmd/headroom.bash | tr -d '\\' | sed 's/^n--/--/; s/n$//' | sort -u); do
    ok "completion's $option exists" sh -c "cat '$tmp'/help.* '$tmp/list' | grep -qF -- '$option'"
done
ok 'the completion can be sourced and completes' bash -c '
    source sim/cmd/headroom.bash
    COMP_WORDS=(headroom run --rep); COMP_CWORD=2; _headroom
    test "${COMPREPLY[0]}" = --replicate'
if [ -e README.md ]; then
    for path in $(grep -o '](\([^)]*\))' README.md | sed 's/^](//; s/)$//' | grep -v '^http' | sort -u); do
        ok "README's link to $path leads somewhere" test -e "$path"
    done
    for option in $(grep -o '\-\-[a-z][a-z-]*' README.md | sort -u); do
        ok "README's $option exists" sh -c "cat '$tmp'/help.* '$tmp/list' Makefile | grep -qF -- '$option'"
    done
    for command in $(grep -o '\bheadroom [a-z][a-z]*' README.md | cut -d' ' -f2 | sort -u); do
        case $command in run | check | new | backtest | bridge | explain | help) ;; *) continue ;; esac
        ok "README's headroom $command exists" test -e "$tmp/help.$command"
    done
fi
if command -v mandoc >/dev/null; then
    ok 'the manual is well formed' mandoc -T lint -W warning sim/cmd/headroom.1
elif command -v groff >/dev/null; then
    ok 'the manual is well formed' sh -c "test -z \"\$(groff -man -ww -z sim/cmd/headroom.1 2>&1)\""
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
