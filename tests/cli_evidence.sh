#!/usr/bin/env bash
# backtest, fit, import, seek.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"


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
ends 3 'backtest of money without any' backtest --money --data "$data" -o "$tmp/scores2" --rules-only
says 'backtest of money without any' 'no authority has an outturn of every year to March'
ok 'a backtest that failed leaves no folder' test ! -e "$tmp/scores2"

# money: three years of allocations, eight of outturn
{
    echo 'level,dfe_code,name,financial_year,high_needs_net_outturn_gbp'
    for year in $(seq 2017 2024); do
        echo "national,,England,$year-$(((year + 1) % 100)),$((4400000000 + 600000000 * (year - 2017)))"
        for area in $(seq 201 216); do
            echo "la,$area,Area $area,$year-$(((year + 1) % 100)),$((20000000 + area * (year - 2017) * 9000 + (year * area) % 37 * 10000))"
        done
    done
} >"$data/s251_high_needs_outturn_la.csv"
ends 0 'backtest of money by the rules alone' backtest --money --data "$data" -o "$tmp/money" --rules-only --charts svg
ok 'backtest of money writes scores, record and chart' sh -c "cd '$tmp/money' && sha256sum --quiet -c SHA256SUMS && test -s charts/calibration_outturn.svg && test -s england.csv && test -s cash_cuts.csv"
ok 'a backtest of money scores outturns' grep -q '^all,1,outturn,england_growth,96,' "$tmp/money/scores.csv"
ok 'a backtest of money scores no plans' sh -c "! grep -q ',plans,' '$tmp/money/scores.csv'"
explained "$tmp/scores"
explained "$tmp/money"
ok 'its summary says that one era proves no national range' grep -q 'cannot prove a national range' "$tmp/money/backtest.txt"

# ---- fit, new --area

ends 2 'fit of nothing' fit
ends 2 'new of an area without data' new --area Sutton -o "$tmp/none"
says 'new of an area without data' 'missing --data PATH'
ends 2 'new from data without an area' new --data "$tmp" -o "$tmp/none"
says 'new from data without an area' 'missing --area NAME'
ends 2 'fit of nobody' fit "$tmp" -o "$tmp/fitted"
says 'fit of nobody' 'missing --area NAME'
ends 2 'fit to nowhere' fit "$tmp" --area Kingston
ends 1 'fit to what is not there' fit "$tmp/none" --area Kingston -o "$tmp/fitted"
if [ -d ../shared/data/england ]; then
    ends 2 'fit of an unknown area' fit ../shared/data/england --area 'Kingston upn Thames' -o "$tmp/fitted"
    says 'fit of an unknown area' "did you mean 'Kingston upon Thames'?"
    ok 'a failed fit leaves nothing' test ! -e "$tmp/fitted"
    ends 0 'a fit' fit ../shared/data/england --area 'kingston-upon-thames' -o "$tmp/fitted"
    prints 'a fit: what comes next' "Next: read $tmp/fitted/fit.txt"
    ends 4 'a fit is not overwritten unasked' fit ../shared/data/england --area 314 -o "$tmp/fitted"
    ok 'the checksums of a fit hold' sh -c "cd '$tmp/fitted' && sha256sum -c --quiet SHA256SUMS"
    ok 'a fit has the plans to start from' grep -q '^7,all,mainstream,' "$tmp/fitted/stock.csv"
    ends 0 'a fitted scenario has no faults' check "$tmp/fitted/scenario.cfg"
    ok 'a fitted scenario is for this version' sh -c "! grep -q 'for version 0.1' '$tmp/out'"
    ends 0 'a fitted scenario runs' run "$tmp/fitted/scenario.cfg" -o "$tmp/fitted-run" --simulations 50 --charts none -q
    ends 0 'a fit of an earlier January' fit ../shared/data/england --area 314 --census 2021 -o "$tmp/fitted-2021" -q
    ok 'knows nothing later' sh -c "! grep -q '2022\|2023\|2024' '$tmp/fitted-2021/fit.txt' || ! grep -q '^    202[2-9]:' '$tmp/fitted-2021/fit.txt'"
    ends 0 'a real authority' new --area Sutton --data ../shared/data/england -o "$tmp/sutton"
    prints 'give or take is said to be half of a range' '(half of the range that holds 8 in 10)'
    ok 'and so it is in the list' grep -q 'give or take .* (half of the range that holds 8 in 10)' "$tmp/sutton/scenario.cfg"
    prints 'a real authority: what comes next' "Next: headroom run $tmp/sutton/scenario.cfg"
    ok 'its money is its own' sh -c "! grep -q EXAMPLE '$tmp/sutton/scenario.cfg'"
    ends 0 'its scenario has no faults' check "$tmp/sutton/scenario.cfg"
    prints 'check lists what to replace' 'balance (dsg.carry_forward_gbp_m): '
    prints 'and names the mark' 'ESTIMATES (allocation, spending, places, balance)'
    prints 'its first year ties' 'The first year ties to the estimate.'
    ok 'the second scenario stands ready' sed -i 's/^#  , {/  , {/' "$tmp/sutton/scenario.cfg"
    ends 0 'with its options' run "$tmp/sutton/scenario.cfg" -o "$tmp/sutton-run" --simulations 50 --charts none
    prints 'each sentence has the mark' 'ESTIMATES (allocation, spending, places, balance): "With options that suit"'
    ends 0 'a region' new --area 'South West' --data ../shared/data/england -o "$tmp/west"
    ok 'each of a region says what it rests on' sh -c "for one in '$tmp/west'/*/; do test -s \"\$one/fit.txt\" || exit 1; done"
    ok 'those with a doubtful January are named' sh -c "for fit in \$(grep -l DOUBTFUL '$tmp/west'/*/fit.txt); do
        grep DOUBTFUL '$tmp/out' | grep -q \"\$(sed -n '1s/:.*//p' \$fit)\" || exit 1; done"
    ok 'a row for each' test "$(wc -l <"$tmp/west/areas.csv")" -gt 4
    ok 'the list names scenarios' sh -c "tail -1 '$tmp/west/areas.csv' | cut -d, -f2 | sed 's|^|$tmp/west/|' | xargs test -f"
    ok 'who is left out, and why' grep -q '^Bournemouth,' "$tmp/west/areas_left_out.csv"
    ok 'nothing that was fitted says where it lies' sh -c "! grep -rlaE '$(basename "$tmp")|$root' '$tmp/west' '$tmp/sutton' '$tmp/fitted' '$tmp/sutton-run'"
    explained "$tmp/west"
    explained "$tmp/sutton"
    explained "$tmp/sutton-run"
else
    echo 'skipped: headroom fit on published data, ../shared/data/england is not there'
fi
if [ -d ../shared/data/dfe-ehc-plans-2025 ]; then
    ends 3 'a fit without population' fit ../shared/data/dfe-ehc-plans-2025 --area 314 -o "$tmp/fitted-bare"
    says 'a fit without population' 'the evidence has no population'
    ok 'a fit without population leaves nothing' test ! -e "$tmp/fitted-bare"
else
    echo 'skipped: headroom fit on a release alone, ../shared/data/dfe-ehc-plans-2025 is not there'
fi

# ---- import

ends 2 'import of nothing' import
ends 2 'import to nowhere' import "$tmp"
says 'import to nowhere' 'missing -o DIR'
ends 1 'import of what is not there' import "$tmp/none" -o "$tmp/imported"
says 'import of what is not there' 'there is no such file or folder'
mkdir -p "$tmp/Testshire"
ends 3 'import of an empty folder' import "$tmp/Testshire" -o "$tmp/imported"
says 'import of an empty folder: what would do' 'transitions.csv, stock.csv, evidence.csv'
printf 'ncy,need,setting,count\n3,asd,unit,8\n3,semh,Hilltop,5\n' >"$tmp/Testshire/stock_2026.csv"
ends 3 'a setting without a category' import "$tmp/Testshire" -o "$tmp/imported"
says 'a setting without a category: file, line and column' "stock_2026.csv:3: column 'setting': 'Hilltop' is no category"
ok 'a failed import leaves nothing' sh -c "test ! -e '$tmp/imported' && ! ls -A '$tmp' | grep unfinished"
printf 'dfe_column,category\nHilltop,state_special\n' >"$tmp/map.csv"
mkdir -p "$tmp/wrong"
{
    echo 'age,need,setting,count,census'
    for age in $(seq 0 25) $(seq 0 25); do echo "$age,asd,mainstream,n/a,2026"; done
} >"$tmp/wrong/stock.csv"
ends 3 'a table with 52 wrong cells' import "$tmp/wrong" -o "$tmp/imported"
says 'one sentence for the same fault in many lines' "stock.csv:2: column 'count': is 'n/a', want a whole number, 0 or more"
says 'and how many lines have it' '(and in 51 more lines)'
ok 'and no other line' test "$(lines "$tmp/both")" -eq 2
printf 'age,need,setting,count,census\n5,asd,mainstream,n/a,2026\n6,asd,mainstream,n/a,2026\n7,asd,mainstream,x,2026\n' >"$tmp/wrong/stock.csv"
ends 3 'a table with three wrong cells' import "$tmp/wrong" -o "$tmp/imported"
ok 'few faults have a line each' test "$(grep -c "stock.csv:[0-9]*: column 'count': is" "$tmp/both")" = 3
printf 'Stock of January 2026,,,,\nage,need,setting,count,census\n5,asd,mainstream,1,2026\n' >"$tmp/wrong/stock.csv"
ends 0 'a title above the names' import "$tmp/wrong" -o "$tmp/titled"
ok 'a title is left out with a note' grep -q 'stock.csv: 1 line left out' "$tmp/titled/import.txt"
printf 'age,need,setting,count,census\n5,asd,Special school,1,15/01/2026\n' >"$tmp/wrong/stock.csv"
ends 3 'a date for a year' import "$tmp/wrong" -o "$tmp/imported"
says 'a date for a year: what to write' "is the date '15/01/2026', want the year, 2026"
says 'no category: which there are' 'want mainstream, unit, state_special, independent, alternative, further_education'
rm "$tmp/wrong/stock.csv"
: >"$tmp/wrong/stock.xlsx"
ends 3 'a workbook' import "$tmp/wrong" -o "$tmp/imported"
says 'a workbook is named' "wrong/stock.xlsx' is a workbook"
ends 0 'own tables' import "$tmp/Testshire" -o "$tmp/imported" --map "$tmp/map.csv"
explained "$tmp/imported"
prints 'own tables: what comes next wants England too' "headroom fit $tmp/imported RELEASE POPULATION --area \"Testshire\" -o FITTED"
ok 'own tables: six lines' test "$(lines "$tmp/out")" -le 6
ok 'own tables: a table of counts' grep -q '^own,,Testshire,authority,,plans,2026,January,7,7,state_special,semh,,5$' "$tmp/imported/evidence.csv"
printf 'ncy,need,setting,count,census\n3,asd,mainstream,7,2026\n' >"$tmp/later.csv"
mkdir "$tmp/later" && mv "$tmp/later.csv" "$tmp/later/stock.csv"
ends 0 'several paths are joined' import "$tmp/imported" "$tmp/later" -o "$tmp/joined" --area Testshire -q
ok 'several paths: what is left out is said' grep -q "note: of 'later' .* counts of 2026 to 2026 are not used" "$tmp/joined/import.txt"
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
seek 1 'seek what no level reaches' --vary cost.revenue_gbp_m --until 'chance(deficit at 2028/29 < -500) >= 0.9' -q
says 'and says how far the best one gets' 'is at best 0.000'
seek 2 'seek by a key that the option does not have' --vary children --until 'chance(deficit at 2028/29 < 0) >= 0.8'
says 'a key that the option does not have' "does not say by 'children'"
seek 2 'seek a wrong goal' --vary places --until 'deficit below nought'
seek 2 'seek a year that is not forecast' --vary places --until 'chance(deficit at 2040/41 < 0) >= 0.8'
ends 2 'seek by an option that is not there' seek scenarios/kingston-2021.cfg --option moor --vary places --until 'chance(deficit at 2028/29 < 0) >= 0.8'
ends 0 'explain option' explain option
prints 'explain option lists the types' 'repatriation'
ends 2 'explain an option that is not there' explain option new_place
says 'an option that is not there: suggests the nearest' "did you mean 'new_places'"

the_end
