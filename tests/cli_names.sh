#!/usr/bin/env bash
# What outputs are called and what they say of the machine; texts that another program would run.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

# ---- no output of any command says where it was made, by whom or on what

place=$tmp/Nowhere-8317
mkdir -p "$place/home" "$place/data"
export HOME=$place/home USER=user-8317 LOGNAME=user-8317
where=$(basename "$tmp") # of every absolute path
starter
few='-n 20 -q --compared 0'
sed -e 's/^area *=.*/area = "North";/' "$scenario" >"$place/north.cfg"
printf 'area,scenario\nNorth,%s/north.cfg\nSouth,%s/south.cfg\n' "$place" "$place" >"$place/areas.csv"
printf 'ncy,need,setting,count\n3,asd,unit,8\n3,semh,mainstream,5\n' >"$place/data/stock_2026.csv"
{
    echo 'level,ons_code,dfe_code,name,region,january_of_year,total_plans_count'
    for year in $(seq 2010 2025); do
        echo "national,E92000001,,England,,$year,$((240000 + 12345 * (year - 2010)))"
        for area in 201 202 203; do
            echo "la,E090000$area,$area,Area $area,London,$year,$((1000 + area + (60 + area % 7) * (year - 2010) + (year * area) % 37))"
        done
    done
} >"$place/data/ehcp_total_la_2010_2025.csv"
mkdir -p "$place/own" && mv "$place/data/stock_2026.csv" "$place/own"
# shellcheck disable=SC2086 # a list of options
{
    ends 0 'run' run "$scenario" -o "$place/written/run" $few --charts svg
    ends 0 'run all' run "$place/north.cfg" -o "$place/written/published" $few --charts none --publish
    ends 0 'areas' run --areas "$place/areas.csv" -o "$place/written/areas" -n 30 -q --charts svg
    ends 0 'shard' run --areas "$place/areas.csv" --shard 1/1 -o "$place/one.shard" -n 30 -q
    ends 0 'merge' merge "$place/one.shard" -o "$place/written/merged" -q --charts none
    ends 0 'bridge' bridge "$place/written/run" "$place/written/run" -o "$place/written/bridge" -q
    ends 0 'chart' chart "$place/written/run" 01_fan_agreed -o "$place/written/chart" -q
    ends 0 'import' import "$place/own" -o "$place/written/import" --area Testshire -q
    ends 0 'backtest' backtest --data "$place/data" -o "$place/written/backtest" --rules-only --charts svg -q
}
for book in "$place"/written/*/*.xlsx; do unzip -q -d "$book.parts" "$book"; done
ok 'the walk meets every kind of output' sh -c "for kind in csv json txt html svg xml; do find '$place/written' -name \"*.\$kind\" | grep -q . || exit 1; done"
host=$(uname -n)
[ ${#host} -gt 5 ] || host=Nowhere-8317 # too short a name to look for
ok 'no output holds a folder, a user or a host' sh -c "! grep -rlaE 'Nowhere-8317|user-8317|$where|$host' '$place/written'"

# ---- labels that another program would run

cp "$scenario" "$place/labels.cfg"
sed -i -e 's|label = "Mainstream school"|label = "=1+2<script>alert(1)</script>"|' \
    -e 's|label = "State special school"|label = "-1 \&amp; ]]> \\"quoted\\""|' \
    -e 's|label = "No further action"|label = "@SUM(A1)"|' \
    -e 's|label = "High Needs Stability Grant"|label = "+cmd, or '"'"'more'"'"'"|' "$place/labels.cfg"
# shellcheck disable=SC2086
ends 0 'hostile labels' run "$place/labels.cfg" -o "$place/labels" $few --charts svg
ok 'no cell of a table begins as a formula' sh -c "! grep -rE --include=*.csv '(^|,)\"?[ ]*(=1|-1 &|@SUM|\+cmd)' '$place/labels' --exclude-dir=inputs"
ok 'but the texts are there' sh -c "grep -rlE --include=*.csv \"(^|,)\\\"?'(=1|-1 &|@SUM|\\+cmd)\" '$place/labels' | wc -l | grep -qE '^([5-9]|[1-9][0-9])$'"
ok 'negative numbers are numbers' grep -qE ',-[0-9.]+,' "$place/labels/dsg_table.csv"
ok 'no page or picture holds an element of theirs' sh -c "! grep -rl '<script>alert' '$place/labels' --include=*.html --include=*.svg"
if command -v xmllint >/dev/null; then
    ok 'every picture is XML' sh -c "xmllint --noout '$place/labels'/charts/*.svg"
fi
ends 0 'a bridge reads them back' bridge "$place/labels" "$place/labels" -o "$place/labels-bridge" -q

# ---- names of files

mkdir -p "$place/a" "$place/b"
ends 3 'an id is no path' check "$scenario" --set 'scenarios.no-action.id="../../x"'
for bad in '../x' 'A' 'CON' 'a/b' '.x' '-x' '' "$(printf 'x%.0s' $(seq 300))"; do
    sed "s|id = \"no-action\"|id = \"$bad\"|" "$scenario" >"$place/id.cfg"
    ends 3 "an id like '${bad:0:12}'" check "$place/id.cfg"
done
printf 'kept' >"$place/file"
ln -s nothing "$place/dangling"
for bad in file dangling; do
    # shellcheck disable=SC2086
    ends 4 "-o $bad" run "$scenario" -o "$place/$bad" $few --charts none
done
ok 'what stood there stands' sh -c "test \"\$(cat '$place/file')\" = kept && test -L '$place/dangling'"

the_end
