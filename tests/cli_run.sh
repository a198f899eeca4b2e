#!/usr/bin/env bash
# A run: its files, the same bytes, --set, one future, the folder, Ctrl-C.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

starter

# ---- a run

ends 0 'run' run "$scenario" -o "$tmp/one" --simulations 200 --threads 1
ok 'a sentence a line at the end' test "$(lines "$tmp/out")" -eq 8
prints 'the end points to the report and the workbook' 'report.html; open results.xlsx'
prints 'the end says where the results are' "$tmp/one"
prints 'the end gives the likely range' 'likely range'
ok 'the end points to charts that are there' sh -c "grep '^Next: ' '$tmp/out' | grep -o '[0-9]*_[a-z_-]*\.svg' | while read -r f; do test -s '$tmp/one/charts/'\$f || exit 1; done"
ok 'one line of chatter without a terminal' test "$(lines "$tmp/err")" -eq 1
fan=$(cd "$tmp/one/charts" && ls 01_fan_*.svg | head -n 1)
fan=charts/${fan%.svg}
for file in forecast measures events dsg_table chances percentiles placements comparison s251 assumptions; do
    ok "$file.csv is there" test -s "$tmp/one/$file.csv"
    ok "$file.csv ends its lines with LF" sh -c "! grep -q \$'\r' '$tmp/one/$file.csv'"
    ok "$file.csv has as many cells in each row as in the first" \
        awk -F, '{ gsub(/"([^"]|"")*"/, "text") } NR == 1 { n = NF } NF != n { print NR ": " $0; bad = 1 } END { exit bad || n < 3 }' "$tmp/one/$file.csv"
done
for file in run.json summary.json report.html paper.txt dsg_table.txt SHA256SUMS $fan.svg $fan.png $fan.pdf $fan.csv $fan.txt; do
    ok "$file is there" test -s "$tmp/one/$file"
done
ok 'each link of report.html leads to a file' sh -c "grep -o 'href=\"[^\"#]*\"' '$tmp/one/report.html' | cut -d'\"' -f2 | while read -r f; do test -s '$tmp/one/'\$f || exit 1; done"
outputs() { # FOLDER: "SHA-256  NAME" of every file that run.json lists
    sed -n '/^  "outputs"/,/^  "execution"/s/^      "\(name\|sha256\)": "\(.*\)".*/\2/p' "$1/run.json" | sed 'N;s/\(.*\)\n\(.*\)/\2  \1/'
}
outputs "$tmp/one" >"$tmp/listed"
ok 'the last member of run.json is execution' sh -c "grep '^  \"' '$tmp/one/run.json' | tail -n 1 | grep -q '\"execution\"'"
ok 'run.json has the number of simulations' grep -q '^  "simulations": 200,' "$tmp/one/run.json"
ok 'run.json names the embedded defaults' grep -q '"name": "embedded/england.cfg"' "$tmp/one/run.json"
ok "run.json has the scenario file's SHA-256" grep -q "$(sha256sum <"$scenario" | cut -d' ' -f1)" "$tmp/one/run.json"
ok 'run.json has the SHA-256 of each file' sh -c "cd '$tmp/one' && sha256sum --quiet -c '$tmp/listed'"
(cd "$tmp/one" && find . -type f ! -name run.json | sed 's|^\./||' | sort) >"$tmp/found"
ok 'run.json lists each file' sh -c "sed 's/^[^ ]*  //' '$tmp/listed' | sort | cmp - '$tmp/found'"
ok 'sha256sum -c SHA256SUMS' sh -c "cd '$tmp/one' && sha256sum --quiet -c SHA256SUMS"
ok 'the PNG is 1920 x 1200' test "$(od -An -tu4 --endian=big -j16 -N8 "$tmp/one/$fan.png" | tr -s ' ')" = ' 1920 1200'
ok 'the SVG has title and description' sh -c "grep -q '<title' '$tmp/one/$fan.svg' && grep -q '<desc' '$tmp/one/$fan.svg'"

# ---- for other programs, and one number

ends 0 'run --json' run "$scenario" -o "$tmp/json" --simulations 200 --charts none --json
ok 'run --json prints what summary.json holds' cmp -s "$tmp/out" "$tmp/json/summary.json"
ok 'run --json has no NaN' sh -c "! grep -qi 'nan' '$tmp/out'"
ends 0 'explain number of a measure' explain number "$tmp/one" deficit
ok 'explain number gives what forecast.csv has' grep -qF "$(awk -F, '$5 == "deficit" && $7 == "forecast" { v = $8 } END { print v }' "$tmp/one/forecast.csv")" "$tmp/out"
ends 0 'explain number of the scenario' explain number "$tmp/one" prices.special.topup_gbp
prints 'explain number of the scenario has its source' 'source'
ends 2 'explain number of none' explain number "$tmp/one" defict
says 'explain number of none suggests the nearest' "did you mean 'deficit'"
ends 3 'explain number of no run' explain number "$tmp/no-such-run" deficit

# ---- the same bytes

for threads in 2 8; do
    charts=$([ $threads = 2 ] && echo all || echo none)
    ends 0 "run with $threads threads" run "$scenario" -o "$tmp/threads$threads" --simulations 200 --threads "$threads" --charts "$charts" -q
    ok 'run -q says nothing' test ! -s "$tmp/both"
done
same '1 and 2 threads give the same bytes' "$tmp/one" "$tmp/threads2"
same 'as many threads as processors and 8 give the same bytes' "$tmp/json" "$tmp/threads8"
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

# ---- --backtest

mkdir "$tmp/scored" "$tmp/unscored"
printf '%s\n' origin,horizon,target,method,n,mape,coverage_90 2019,1,plans,headroom,7,0.123,0.9 all,1,plans,headroom,7,0.123,0.9 >"$tmp/scored/scores.csv"
ends 0 'run with scores of a backtest' run "$scenario" -o "$tmp/scores" --simulations 20 --charts none -q --backtest "$tmp/scored"
ok 'the report tells the scores that were given' grep -q '<td class="n">12.3%</td>' "$tmp/scores/report.html"
ok 'and none of its own' sh -c "! grep -q 'authorities in England' '$tmp/scores/report.html' '$tmp/scores/paper.txt'"
ok 'a report without them tells its own' grep -q 'authorities in England' "$tmp/one/report.html"
ends 0 'the same again' rerun "$tmp/scores" -o "$tmp/scores-again" -q
ok 'a run that is done again tells the same scores' cmp "$tmp/scores/report.html" "$tmp/scores-again/report.html"
ends 3 'run with scores that are not there' run "$scenario" -o "$tmp/x" --simulations 20 -q --backtest "$tmp/unscored"
says 'scores that are not there are named' 'unscored/scores.csv'

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
ok 'the report says what each option does' grep -q '<caption>What each option does by itself by 31 March 2024' "$tmp/short/report.html"
sed '1i to_replace = ( { what = "agreements"; key = "receipts"; state = "not_given"; now = "none"; why = "Safety Valve: none is assumed"; } );' \
    "$scenario" >"$tmp/replace.cfg"
ends 0 'a list of what to replace' run "$tmp/replace.cfg" -o "$tmp/replace" -n 20 --charts none -q
for file in paper.txt report.html; do
    ok "$file says what is left out" grep -q 'Not in the figures: agreements: none (Safety Valve' "$tmp/replace/$file"
done
ok 'a run that ties says nothing of the ledger' sh -c "! grep -q 'does not tie' '$tmp/err' '$tmp/short/run.json'"
ends 0 'run without comparisons' run scenarios/starter.cfg -o "$tmp/alone" --simulations 20 --charts svg --compared=0
ok 'the end of a run without comparisons points to charts that are there' sh -c "grep '^Next: ' '$tmp/out' | grep -o '[0-9]*_[a-z_-]*\.svg' | while read -r f; do test -s '$tmp/alone/charts/'\$f || exit 1; done"
ends 0 'run of each option' run scenarios/kingston-2021.cfg -o "$tmp/each" --simulations 20 --compared 10 --charts svg --each -q
ok '--each draws its scenarios in chart 15 and no picture for each' sh -c "test -s '$tmp/each/charts/15_options.svg' && ! ls '$tmp/each/charts' | grep -E 'only-|without-(dysart|alexandra)'"
ok 'a report without comparisons asks nothing of options' sh -c "! grep -q 'id=\"options\"' '$tmp/alone/report.html'"
ends 0 'run that does not tie' run scenarios/kingston-2021.cfg -o "$tmp/loose" --simulations 20 --charts none --set dsg.blocks.high_needs.future_demand_gbp_m=2.0
says 'a run that does not tie says so' 'note: the expected-value run of 2021/22 does not tie to the ledger: future demand 1.000 against 2.000'
ok 'a run that does not tie says so in one line' test "$(grep -c 'tie to the ledger' "$tmp/err")" -eq 1
ok 'a run that does not tie says so in run.json' grep -q '"the expected-value run of 2021/22 does not tie' "$tmp/loose/run.json"
ok 'assumptions.csv has the ledger' grep -q '^dsg.carry_forward_gbp_m,.*,gbp_m,fixed,,-12.401,' "$tmp/loose/assumptions.csv"
ok 'assumptions.csv has money in the unit of its name' grep -q '^lines.place_funding.amount_gbp_m,.*,gbp_m,fixed,,1.527299,' "$tmp/loose/assumptions.csv"
ok 'no number is shown with more digits than it has' sh -c "! grep -E '[0-9]{2}\\.[0-9]{9}|\\.[1-9][0-9]{10}|\\.[0-9]*(99999|00000)[0-9]' '$tmp/loose'/*.csv"

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
prints 'check says which policy the expected-value run has' "Policy 'as-now' (weight 1, expected-value run): As now"

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
    ulimit -f 8
    "$0" run "$1" -o "$2" --simulations 20 --charts none -q 2>"$2.err"; status=$?
    test $status -eq 4 && test ! -e "$2" && grep -q "cannot write" "$2.err"' "$program" "$scenario" "$tmp/full"

# More futures than memory or the disk can hold are refused before anything is written.
# shellcheck disable=SC2016
ok 'more than memory: status 1, a sentence with what is needed, and no folder' bash -c '
    ulimit -v 200000
    "$0" run "$1" -o "$2" --simulations 10000000 --charts none -q 2>"$2.err"; status=$?
    test $status -eq 1 && test ! -e "$2" && grep -q "need .* MB of memory.*ask for fewer simulations" "$2.err"' "$program" "$scenario" "$tmp/huge"
# shellcheck disable=SC2016
ok 'so are more compared futures than that' bash -c '
    ulimit -v 2000000
    "$0" run "$1" -o "$2" --simulations 1000000 --compared 1000000 --charts none -q 2>"$2.err"; status=$?
    test $status -eq 1 && test ! -e "$2" && grep -q "need .* MB of memory" "$2.err"' "$program" scenarios/kingston-2021.cfg "$tmp/huge"

# ---- Ctrl-C

interrupted() { # SIGNAL: a run far too long, stopped; in the foreground timeout sends it once, else twice
    timeout --foreground --preserve-status -s "$1" 0.7 "$program" run "$scenario" -o "$tmp/stopped/run" --simulations 200000 --charts none -q \
        2>"$tmp/err"
    status=$?
    ok "$1 ends with status 130 (was $status)" test "$status" -eq 130
    ok "$1 leaves no folder, no parent and nothing hidden" sh -c "test ! -e '$tmp/stopped' && ! ls -A '$tmp' | grep unfinished"
}
interrupted INT
interrupted TERM

the_end
