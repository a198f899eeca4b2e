#!/usr/bin/env bash
# --publish, bridge, reserves and real terms: what a run says for others.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

starter
ends 0 'run of the starter' run "$scenario" -o "$tmp/set" --simulations 20 --charts none -q

# ---- --publish

kingston() { # FOLDER ARGUMENT...
    local folder=$1
    shift
    ends 0 "run into $(basename "$folder")" run scenarios/kingston-2021.cfg -o "$folder" --simulations 60 --compared 10 --charts svg "$@"
}
kingston "$tmp/whole" -q
kingston "$tmp/one-is-none" -q --publish=1
kingston "$tmp/ten" -q --publish=10
kingston "$tmp/published" --publish
prints 'says at the end what was left out' 'counts of children under 5 who exist, and what would give them away, are left out: '
prints 'and by table' ' cells (forecast.csv '
ok 'as many cells as the record says' grep -q "left out: $(sed -n 's/^ *"cells": \([0-9]*\),.*/\1/p' "$tmp/published/run.json") cells" "$tmp/out"
same 'a threshold of 1 leaves nothing out' "$tmp/whole" "$tmp/one-is-none"
ok 'a run that is not published says nothing of it' sh -c "test ! -e '$tmp/whole/SUPPRESSED.txt' && ! grep -q suppressed '$tmp/whole/run.json'"
ok 'SUPPRESSED.txt names the rule' grep -q 'counts of children under 5, but not 0' "$tmp/published/SUPPRESSED.txt"
ok 'run.json has the threshold' grep -q '"threshold": 10' "$tmp/ten/run.json"
ok 'a small count typed by the user is empty' grep -q '^plans.by_setting.early_years.count,.*,fixed,,,,' "$tmp/published/assumptions.csv"
ok 'and null in run.json' sh -c "grep -A 1 '\"setting\": \"early_years\"' '$tmp/published/run.json' | grep -q '\"count\": null'"
ok 'and an empty cell in forecast.csv' grep -q '^without-agreement,.*,2020/21,.*,plans.early_years,children,outturn,,' "$tmp/published/forecast.csv"
ok 'the deficit stands' bash -c "grep ',deficit,' '$tmp/whole/forecast.csv' | cmp - <(grep ',deficit,' '$tmp/published/forecast.csv')"
ok 'the ledger stands' cmp "$tmp/whole/dsg_table.csv" "$tmp/published/dsg_table.csv"
ok 'its chart of placements is shown' test -s "$tmp/published/charts/06_mix_with-agreement.svg"
ok 'so are its charts of places' sh -c "ls '$tmp/whole/charts' | grep ^14_ >'$tmp/a' && ls '$tmp/published/charts' | grep ^14_ | cmp '$tmp/a' -"
ok 'a simulated number of a later year stands' sh -c "! grep -q '^with-agreement,.*,2025/26,.*,plans.early_years,children,forecast,,' '$tmp/published/forecast.csv'"
ok 'the checksums of a published run hold' sh -c "cd '$tmp/published' && sha256sum --quiet -c SHA256SUMS"
kingston "$tmp/set-small" -q --publish --set plans.by_setting.early_years.count=3 --set plans.by_setting.home_education.count=3
ok 'a small count that is set is nowhere' sh -c "! grep -rq 'early_years.count=3' '$tmp/set-small'"
ok 'the tables of the text come to its cells' awk '/^Cells left empty/ { all = $NF } /^    [a-z]/ { sum += $2 } END { exit !(sum > 0 && sum == all) }' \
    "$tmp/published/SUPPRESSED.txt"

# two files that differ by one child, moved between two settings whose counts are left out: nothing that is not simulated differs
few() { # FOLDER NURSERY SPECIALIST
    mkdir -p "$tmp/$1"
    sed -e "s/setting = \"nursery\"; *count = 10;/setting = \"nursery\"; count = $2;/" -e "s/\(setting = \"specialist\"; *count\) = 25;/\1 = $3;/" \
        -e 's/\(setting = "mainstream"; *count\) = 850;/\1 = 880;/' "$scenario" >"$tmp/$1/few.cfg"
    cat >>"$tmp/$1/few.cfg" <<END
published = (
    { measure = "plans.nursery"; census = 2026; value = $2; kind = "outturn"; known = "as_known"; label = "SEN2"; source = "SEN2"; },
    { measure = "plans.specialist"; census = 2026; value = $3; kind = "outturn"; known = "as_known"; label = "SEN2"; source = "SEN2"; },
    { measure = "plans.nursery"; census = 2027; value = $2; kind = "outturn"; known = "hindsight"; label = "SEN2"; source = "SEN2"; } );
comparators = ( { name = "Own"; kind = "own"; census = 2026; plans_per_1000 = 30.0;
    mix = { mainstream = 0.9975; early_years = $(awk "BEGIN { print $2 / 2000 }"); specialist_post16 = $(awk "BEGIN { print $3 / 2000 }"); }; } );
END
    ends 0 "few children, $1" run "$tmp/$1/few.cfg" -o "$tmp/few-$1" --simulations 20 --compared 0 --charts none -q --publish
    sed -n '/^  "program"/,/^  "notes"/p' "$tmp/few-$1/run.json" >"$tmp/few-$1.json"
    (cd "$tmp/few-$1" && grep -h ',outturn,\|,own,' -- *.csv) >"$tmp/few-$1.known"
}
few one 3 2
few other 2 3
ok 'files that differ by one child: the same assumptions' cmp "$tmp/few-one/assumptions.csv" "$tmp/few-other/assumptions.csv"
ok 'the same settings and digests in run.json' cmp "$tmp/few-one.json" "$tmp/few-other.json"
ok 'the same of all that is known' cmp "$tmp/few-one.known" "$tmp/few-other.known"
ok 'and something is' test "$(lines "$tmp/few-one.known")" -gt 20
ok 'no output has the digest of the file' sh -c "! grep -rq \"\$(sha256sum <'$tmp/one/few.cfg' | cut -c1-12)\" '$tmp/few-one'"
ok 'the sum of the two is no secret' grep -q '^no-action,.*,plans,children,outturn,2000,' "$tmp/few-one/forecast.csv"
age() { # AGE COUNT
    echo "{ measure = \"plans.age_$1\"; census = 2026; value = $2; kind = \"outturn\"; known = \"as_known\"; label = \"SEN2\"; source = \"SEN2\"; }"
}
ends 0 'few published, few in assessment' run "$scenario" -o "$tmp/few-ages" --simulations 20 --compared 0 --charts none -q --publish \
    --set 'pipeline={ in_assessment = 3; requests_undecided = 2; refused = 0.25; }' --set "published=( $(age under_5 3), $(age 5_10 767), $(age 11_15 735), $(age 16_19 390) )"
ok 'no question of check tells a count that is left out' sh -c "! grep -q \"in_assessment' is\|requests_undecided' is\" '$tmp/few-ages/run.json' '$tmp/few-ages/report.html'"
ok 'with one published age all of that year go' sh -c "grep -c '2026-01-31,plans.age_[^,]*,[^,]*,outturn,[^,]*,SEN2,,' '$tmp/few-ages/published.csv' | grep -qx '[48]'"
for bad in 0 -3 2.5 many 1001; do
    ends 2 "--publish=$bad" run "$scenario" -o "$tmp/x" --publish=$bad
done
ends 2 '--publish of one future' run "$scenario" --replicate 3 --publish

# ---- bridge

ends 0 'a newer forecast' run scenarios/kingston-2021.cfg -o "$tmp/newer" --simulations 60 --compared 10 --charts none -q --set prices.independent.fee_gbp=58500 --set joiners.new_plans=231
ends 0 'bridge' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/bridge"
prints 'bridge names the parts' 'Top-ups and fees'
prints 'bridge says what its figures are' 'Averages of the simulated futures'
ok 'bridge: old and parts add up to new' awk -F, 'NR > 1 && $3 == "old" { sum = $4 } $3 !~ /^(old|new|part)$/ { sum += $4 }
    $3 == "new" { n++; d = sum - $4; if (d > 1.5e-6 || d < -1.5e-6) bad = 1 } END { exit bad || n < 12 }' "$tmp/bridge/bridge.csv"
ok 'bridge: the rest of a run of ours is rounding' awk -F, '$3 == "rest" { n++; if ($4 > 0.0001 || $4 < -0.0001) bad = 1 } END { exit bad || n < 12 }' "$tmp/bridge/bridge.csv"
ok 'bridge.txt is what was said' bash -c "head -n 16 '$tmp/bridge/bridge.txt' | cmp - <(head -n 16 '$tmp/out')"
ok 'the checksums of a bridge hold' sh -c "cd '$tmp/bridge' && sha256sum --quiet -c SHA256SUMS"
ok 'the record has the hash of what was read' grep -q "$(sha256sum <"$tmp/newer/forecast.csv" | cut -d' ' -f1)" "$tmp/bridge/run.json"
ends 4 'a bridge is not overwritten unasked' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/bridge"
ends 0 'but with --force, and -q says nothing' bridge "$tmp/whole" "$tmp/newer" -o "$tmp/bridge" --force -q
explained "$tmp/bridge"
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
ok 'and adds a line a scenario, and what reserves are' test "$(lines "$tmp/out")" -eq 11
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
prints '--replicate tells the general fund' 'General fund, next to it: £0.000m; reserves £20.000m.'

the_end
