#!/usr/bin/env bash
# run --areas, --shard, merge.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

starter

# area NAME [BASE]: a scenario of its own under this name
area() {
    mkdir -p "$tmp/list/$1"
    sed -e "s/^area *=.*/area = \"$1\";/" "$scenario" >"$tmp/list/$1/scenario.cfg"
}

for name in North South East West; do area "$name"; done
list=$tmp/list/areas.csv
cat >"$list" <<'END'
area,scenario,region,group
North,North/scenario.cfg,Upland,cold;rural
South,South/scenario.cfg,Coast,
East,East/scenario.cfg,Coast,cold
Nowhere,Nowhere/scenario.cfg,Coast,
West,West/scenario.cfg,Upland,
END

# value FILE SCENARIO YEAR MEASURE NAME COLUMN: of the row of an area or a group
value() {
    awk -F, -v s="$2" -v y="$3" -v m="$4" -v g="$5" -v c="$6" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; name = "group" in at ? at["group"] : at["area"]; next }
        $name == g && $at["scenario"] == s && $at["financial_year"] == y && $at["measure"] == m { print $at[c] }' "$1"
}

# ---- one run

n='-n 60 --charts none'
# shellcheck disable=SC2086 # a list of options
ends 0 'many areas' run --areas "$list" -o "$tmp/all" $n
prints 'many areas: what the sum is' '4 areas together'
prints 'many areas: what is left out' '1 of the 5 areas of areas.csv is left out of every sum'
says 'many areas: why' 'left out: Nowhere:'
ok 'areas_left_out.csv has the line and the reason' grep -q '^5,Nowhere,Nowhere/scenario.cfg,.*there is no such file' "$tmp/all/areas_left_out.csv"
ok 'the checksums hold' sh -c "cd '$tmp/all' && sha256sum --quiet -c SHA256SUMS"
ok 'run.json has the SHA-256 of what was read' grep -q "$(sha256sum "$tmp/list/West/scenario.cfg" | cut -c1-64)" "$tmp/all/run.json"
ok 'the mark of an area marks the sum' grep -q '^all,all,4,.*,EXAMPLE FIGURES,' "$tmp/all/groups.csv"
ok 'campaign.txt begins with the mark' grep -q '^EXAMPLE FIGURES: 4 areas together' "$tmp/all/campaign.txt"
ok 'children have a mark of their own' grep -q '^EXAMPLE CHILDREN: Children and young people with a plan' "$tmp/all/campaign.txt"
# shellcheck disable=SC2086
ends 3 'strict' run --areas "$list" -o "$tmp/strict" --strict $n
says 'strict: how many' '1 of 5 areas of'
ok 'strict leaves nothing' test ! -e "$tmp/strict"

# ---- the sum is that of the areas by themselves

for name in North South East West; do
    ends 0 "$name by itself" run "$tmp/list/$name/scenario.cfg" -o "$tmp/alone/$name" -n 60 --charts none --compared 0 -q
done
first=$(awk -F, 'NR == 2 { print $1 }' "$tmp/alone/North/forecast.csv")
last=$(awk -F, '$5 == "deficit" && $7 == "forecast" { y = $3 } END { print y }' "$tmp/alone/North/forecast.csv")
# alone NAME MEASURE COLUMN: of the last year of the first scenario of an area's own run
alone() {
    awk -F, -v s="$first" -v y="$last" -v m="$2" -v c="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["scenario"] == s && $at["financial_year"] == y && $at["measure"] == m { print $at[c] }' "$tmp/alone/$1/forecast.csv"
}
for measure in deficit plans high_needs_spending high_needs_grant; do
    sum=$(for name in North South East West; do alone "$name" "$measure" mean; done | awk '{ s += $1 } END { printf "%.6f", s }')
    ok "all is the sum of the four: $measure" awk -v a="$sum" -v b="$(value "$tmp/all/groups.csv" "$first" "$last" "$measure" all mean)" \
        'BEGIN { exit !(a != 0 && (a - b) ^ 2 < 1e-9) }'
    ok "an area is what it is by itself: $measure" test "$(value "$tmp/all/areas.csv" "$first" "$last" "$measure" East p95)" = \
        "$(alone East "$measure" p95)"
done
# a name that both tables have is of one figure, whichever measures those are
ok 'a measure of areas.csv is that of forecast.csv' awk -F, -v s="$first" -v y="$last" '
    FNR == 1 { split("", at); for (i = 1; i <= NF; i++) at[$i] = i; areas = "own_scenario" in at; next }
    $at["scenario"] != s || $at["financial_year"] != y { next }
    !areas { alone[$at["measure"]] = $at["mean"]; next }
    $at["area"] == "East" && $at["measure"] in alone { n++; if (alone[$at["measure"]] != $at["mean"]) { print $at["measure"]; bad = 1 } }
    END { exit bad || n < 6 }' "$tmp/alone/East/forecast.csv" "$tmp/all/areas.csv"
ok 'regions add up to all' awk -v a="$(value "$tmp/all/groups.csv" "$first" "$last" deficit Upland mean)" \
    -v b="$(value "$tmp/all/groups.csv" "$first" "$last" deficit Coast mean)" -v all="$(value "$tmp/all/groups.csv" "$first" "$last" deficit all mean)" \
    'BEGIN { exit !((a + b - all) ^ 2 < 1e-9) }'

# ---- threads and shards

# shellcheck disable=SC2086
ends 0 'with one thread' run --areas "$list" -o "$tmp/one" $n --threads 1 -q
same 'one thread gives the same bytes' "$tmp/all" "$tmp/one"
# two processes at once
for i in 1 2; do
    # shellcheck disable=SC2086
    "$program" run --areas "$list" --shard $i/2 -o "$tmp/$i.shard" $n --threads 1 -q &
done
wait
ends 0 'merge' merge "$tmp/2.shard" "$tmp/1.shard" -o "$tmp/merged" --charts none
same 'two shards give the bytes of one run' "$tmp/all" "$tmp/merged"
ok 'no unfinished shard is left' sh -c "! ls '$tmp' | grep unfinished"
# shellcheck disable=SC2086
ends 4 'a shard is not overwritten unasked' run --areas "$list" --shard 1/2 -o "$tmp/1.shard" $n -q
ends 3 'a missing shard' merge "$tmp/2.shard" -o "$tmp/no"
says 'a missing shard is named' 'of 2 shards these are missing: 1'
cp "$tmp/1.shard" "$tmp/copy.shard"
ends 3 'a doubled shard' merge "$tmp/2.shard" "$tmp/1.shard" "$tmp/copy.shard" -o "$tmp/no"
says 'a doubled shard is named' 'are both shard 1 of 2'
# shellcheck disable=SC2086
ends 0 'a shard of another seed' run --areas "$list" --shard 1/2 -o "$tmp/other.shard" $n --seed 9 -q
ends 3 'shards of two seeds' merge "$tmp/2.shard" "$tmp/other.shard" -o "$tmp/no"
says 'shards of two seeds: what differs' 'are not of one run: another seed'
cp "$list" "$tmp/list/changed.csv"
echo >>"$tmp/list/changed.csv"
# shellcheck disable=SC2086
ends 0 'a shard of another list' run --areas "$tmp/list/changed.csv" --shard 1/2 -o "$tmp/other.shard" $n --force -q
ends 3 'shards of two lists' merge "$tmp/2.shard" "$tmp/other.shard" -o "$tmp/no"
says 'shards of two lists: what differs' 'another list of areas'
head -c 20000 "$tmp/1.shard" >"$tmp/cut.shard"
ends 3 'a shard that was cut' merge "$tmp/2.shard" "$tmp/cut.shard" -o "$tmp/no"
LC_ALL=C sed '2s/"simulations":[0-9]*/"simulations":9999999/' "$tmp/1.shard" >"$tmp/huge.shard"
ends 3 'a shard with more futures than it holds' merge "$tmp/2.shard" "$tmp/huge.shard" -o "$tmp/no"
says 'a shard with more futures: where it ends' 'it ends within area'
ends 3 'what is no shard' merge "$list" -o "$tmp/no"
says 'what is no shard' 'it does not begin as one'
ok 'a failed merge leaves nothing' test ! -e "$tmp/no"
python3 - "$tmp/1.shard" "$tmp/bad.shard" <<'END' 2>/dev/null || printf 'skipped: a damaged shard, there is no python3\n'
import sys
b = bytearray(open(sys.argv[1], 'rb').read())
b[len(b) // 3] ^= 1
open(sys.argv[2], 'wb').write(b)
END
if [ -e "$tmp/bad.shard" ]; then
    ends 3 'a shard with a changed bit' merge "$tmp/2.shard" "$tmp/bad.shard" -o "$tmp/no"
fi

# ---- successors

printf 'successor,from,share,deficit_rule\nUpper,North,0.3,plans\nLower,North,0.7,plans\nLower,South,,\n' >"$tmp/heirs.csv"
# shellcheck disable=SC2086
ends 0 'successors' run --areas "$list" --successors "$tmp/heirs.csv" -o "$tmp/heirs" $n -q
for measure in plans deficit high_needs_spending; do
    ok "successors have all of their areas: $measure" awk -v a="$(value "$tmp/heirs/successors.csv" "$first" "$last" $measure Upper mean)" \
        -v b="$(value "$tmp/heirs/successors.csv" "$first" "$last" $measure Lower mean)" -v c="$(value "$tmp/heirs/areas.csv" "$first" "$last" $measure North mean)" \
        -v d="$(value "$tmp/heirs/areas.csv" "$first" "$last" $measure South mean)" 'BEGIN { exit !(a != 0 && (a + b - c - d) ^ 2 < 1e-6) }'
done
ok 'campaign.txt tells of successors and their rule' grep -q 'Upper, of North (30% of its children, its deficit by' "$tmp/heirs/campaign.txt"
explained "$tmp/heirs"
ok 'run.json has their file' grep -q "$(sha256sum "$tmp/heirs.csv" | cut -c1-64)" "$tmp/heirs/run.json"
ends 0 'merge with successors' merge "$tmp/1.shard" "$tmp/2.shard" --successors "$tmp/heirs.csv" -o "$tmp/merged-heirs" --charts none -q
same 'shards and successors give the bytes of one run' "$tmp/heirs" "$tmp/merged-heirs"
printf 'successor,from,share\nA,North,0.3\nB,North,0.6\nC,Nowhere,\nD,Suoth,\n' >"$tmp/lost.csv"
ends 3 'lost children' merge "$tmp/1.shard" "$tmp/2.shard" --successors "$tmp/lost.csv" -o "$tmp/no"
says 'lost children: how many' 'adds up to 0.9 over its 2 rows'
printf 'successor,from,share\nC,Nowhere,\nD,South,\n' >"$tmp/left.csv"
ends 0 'a successor of what was left out' merge "$tmp/1.shard" "$tmp/2.shard" --successors "$tmp/left.csv" -o "$tmp/left" --charts none
says 'a successor of what was left out is left out' "so successor 'C' is left out too"
printf 'successor,from,share\nD,Suoth,\n' >"$tmp/lost.csv"
ends 3 'a successor of nobody' merge "$tmp/1.shard" "$tmp/2.shard" --successors "$tmp/lost.csv" -o "$tmp/no"
says 'a successor of nobody' "did you mean 'South'?"
ends 2 'successors of a shard' run --areas "$list" --successors "$tmp/heirs.csv" --shard 1/2 -o "$tmp/no"

# ---- a county of two halves

# Children and money of a scenario, doubled
double() {
    awk '
    function twice(pattern,    out, rest, found, number) {
        rest = $0
        while (match(rest, pattern)) {
            found = substr(rest, RSTART, RLENGTH)
            number = found
            sub(/^.*[^-0-9.]/, "", number)
            out = out substr(rest, 1, RSTART - 1) substr(found, 1, length(found) - length(number)) 2 * number
            rest = substr(rest, RSTART + RLENGTH)
        }
        $0 = out rest
    }
    {
        sub(/#.*/, "")
        counts = /by_age = \[/ || counts
        if (counts) twice("[0-9]+")
        counts = counts && !/\]/
        twice("(count|total|new_plans|position_plans|_gbp_m) = -?[0-9][0-9.]*")
        if (/_gbp_m = [{]/) twice("(low|central|high) = [0-9][0-9.]*")
        print
    }' "$1"
}
area Whole
double "$tmp/list/Whole/scenario.cfg" >"$tmp/list/Whole/doubled.cfg"
printf 'area,scenario,group\nWhole,Whole/doubled.cfg,whole\nNorth,North/scenario.cfg,halves\nSouth,South/scenario.cfg,halves\n' >"$tmp/list/halves.csv"
ends 0 'a county and its halves' run --areas "$tmp/list/halves.csv" -o "$tmp/halves" -n 400 --charts none -q --strict
for of in plans,0.01 high_needs_spending,0.01 high_needs_grant,0.02 deficit,0.05; do
    ok "halves make the whole in expectation: ${of%,*}" awk -v a="$(value "$tmp/halves/groups.csv" "$first" "$last" "${of%,*}" whole mean)" \
        -v b="$(value "$tmp/halves/groups.csv" "$first" "$last" "${of%,*}" halves mean)" -v e="${of#*,}" \
        'BEGIN { print a, b; exit !(a != 0 && (a - b) ^ 2 < (e * a) ^ 2) }'
done

# ---- choosing

# shellcheck disable=SC2086
ends 0 'one region' run --areas "$list" --only coast -o "$tmp/coast" $n -q
ok 'one region has its areas' test "$(tail -n +2 "$tmp/coast/areas.csv" | cut -d, -f1 | sort -u | tr '\n' ' ')" = 'East South '
ok 'its figures are those of the whole run' test "$(value "$tmp/coast/groups.csv" "$first" "$last" deficit all mean)" = \
    "$(value "$tmp/all/groups.csv" "$first" "$last" deficit Coast mean)"
# shellcheck disable=SC2086
ends 0 'a name spelt another way' run --areas "$list" --only 'SO-UTH' -o "$tmp/spelt" $n -q
# shellcheck disable=SC2086
ends 3 'nothing of this name' run --areas "$list" --only cost -o "$tmp/no" $n
says 'nothing of this name' "did you mean 'Coast'?"

# ---- its folder

ends 0 'verify --quick of the sum' verify --quick "$tmp/all"
ends 3 'rerun of the sum' rerun "$tmp/all" -o "$tmp/no"
says 'rerun of the sum: what to do' 'run its list again'

# ---- wrong lists and wrong usage

printf 'area,scenario,regoin\nNorth,a.cfg,\n,b.cfg,\nnorth,,\n' >"$tmp/wrong.csv"
ends 3 'a wrong list' run --areas "$tmp/wrong.csv" -o "$tmp/no"
says 'a wrong list: its column' "column 'regoin' is none of"
says 'a wrong list: an empty name' "wrong.csv:3: column 'area': is empty"
says 'a wrong list: an empty path' "wrong.csv:4: column 'scenario': is empty"
says 'a wrong list: an area twice' "wrong.csv:4: column 'area': 'north' stands in line 2 already"
printf 'area,scenario\nNorth,South/scenario.cfg\nSouth,South/scenario.cfg\n' >"$tmp/list/names.csv"
# shellcheck disable=SC2086
ends 0 'a file of another area' run --areas "$tmp/list/names.csv" -o "$tmp/names" $n
says 'a file of another area is left out' "the list calls it 'North', South/scenario.cfg calls it 'South'"
printf 'area,scenario\nNorth,nowhere.cfg\n' >"$tmp/list/none.csv"
ends 3 'no area at all' run --areas "$tmp/list/none.csv" -o "$tmp/no"
ends 2 'a file beside a list' run "$scenario" --areas "$list" -o "$tmp/no"
ends 2 'an option of one file' run --areas "$list" -o "$tmp/no" --publish
says 'an option of one file is named' 'publish is of one scenario file'
ends 2 'a shard of nothing' run "$scenario" --shard 1/2 -o "$tmp/no"
ends 2 'a shard beyond the last' run --areas "$list" --shard 3/2 -o "$tmp/no"
ends 2 'a shard of a number below 0' run --areas "$list" --shard=-3/-2 -o "$tmp/no"
ends 2 'merge of nothing' merge -o "$tmp/no"
ok 'nothing was left' test ! -e "$tmp/no"

the_end
