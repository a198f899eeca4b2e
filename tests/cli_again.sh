#!/usr/bin/env bash
# A run that is done again from its folder: inputs, rerun, verify; and nothing says where a machine keeps files.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

starter

# A scenario in two folders, with a file it includes and a table: the plans by age and setting of the starter.
mkdir -p "$tmp/town/scenarios" "$tmp/town/data" "$tmp/bin"
sed -e '/^plans = {/,/^};/c\@include "../data/plans.cfg"' -e 's/; position_date = "2026-06-01"; position_plans = 2115//' "$scenario" >"$tmp/town/scenarios/june.cfg"
printf 'plans = { total = 1554; table = "plans.csv"; };\n' >"$tmp/town/data/plans.cfg"
{
    echo age,need,setting,count
    for age in $(seq 5 18); do echo "$age,all,mainstream,60"; echo "$age,all,special,40"; echo "$age,all,independent,11"; done
} >"$tmp/town/data/plans.csv"
town=$tmp/town/scenarios/june.cfg

# ---- inputs

ends 0 'a run of a scenario of three files' run "$town" -o "$tmp/first" -n 120 --charts svg -q --compared 40 --set horizon_years=4
for file in scenarios/june.cfg data/plans.cfg data/plans.csv; do
    ok "inputs/$file has the bytes that were read" cmp "$tmp/town/$file" "$tmp/first/inputs/$file"
done
ok 'England'"'"'s file is there' cmp scenarios/england.cfg "$tmp/first/inputs/embedded/england.cfg"
ends 0 'the scenario among the inputs runs as it is' run "$tmp/first/inputs/scenarios/june.cfg" -o "$tmp/as-is" -n 20 --charts none -q
ok 'its inputs have the same names' sh -c "cd '$tmp/as-is/inputs' && find . -type f | sort >'$tmp/a' && cd '$tmp/first/inputs' && find . -type f | sort | cmp '$tmp/a' -"
ends 0 'a run of one file' run "$scenario" -o "$tmp/one" -n 120 --charts svg -q --real --precision 1000 --seed 5
ok 'a file alone stands alone' test -s "$tmp/one/inputs/scenario.cfg"
sed "s|\.\./data/|$tmp/town/data/|" "$town" >"$tmp/town/absolute.cfg"
ends 0 'a scenario that names a file by an absolute path' run "$tmp/town/absolute.cfg" -o "$tmp/absolute" -n 20 --charts none -q
ok 'its run.json notes it' grep -q 'named by an absolute path' "$tmp/absolute/run.json"
ok 'its copy says nothing of where it was' test -s "$tmp/absolute/inputs/elsewhere/plans.csv"

# ---- rerun

ends 0 'a table set by an absolute path' run "$town" --set "plans.table=\"$tmp/town/data/plans.csv\"" --set 'title="Up /AP"' \
    -o "$tmp/set" -n 20 --charts none -q
ok 'is recorded where it lies in the folder' grep -q 'elsewhere/plans.csv' "$tmp/set/run.json"
ends 0 'verify of it' verify "$tmp/set"

ends 0 'rerun' rerun "$tmp/first" -o "$tmp/second" -q
same 'a second run has the same bytes' "$tmp/first" "$tmp/second"
ends 0 'rerun of a rerun, by its record' rerun "$tmp/second/run.json" -o "$tmp/third" -q --threads 1
same 'and so has a third, in one thread' "$tmp/first" "$tmp/third"
ends 0 'rerun with --real, --precision and --seed' rerun "$tmp/one" -o "$tmp/one-more" -q
same 'they are in the record' "$tmp/one" "$tmp/one-more"
# Whoever adds an option of `run` that changes what is written records it (record_options) and says so here.
recorded='backtest charts compared each plain-charts precision publish real seed set simulations'
harmless='force help json no-color output quiet replicate threads usage verbose'
many_areas='areas only shard strict successors'   # recorded in the run.json of the sum: cli_areas.sh
run run --help
grep -o '^ *\(-[a-z], \)\?--[a-z-]*' "$tmp/out" | sed 's/.*--//' | sort -u >"$tmp/a"
ok 'every option of run is recorded or changes nothing' bash -c "tr ' ' '\n' <<<'$recorded $harmless $many_areas' | sort >'$tmp/b'; comm -23 '$tmp/a' '$tmp/b' | tee /dev/stderr | wc -l | grep -qx 0" 
ends 0 'a run with --each' run tests/same/options.cfg -o "$tmp/each" -n 60 --charts none -q --each --compared 20
ends 0 'rerun of it' rerun "$tmp/each" -o "$tmp/each-more" -q
same '--each and --compared are in the record' "$tmp/each" "$tmp/each-more"
ends 4 'rerun into a folder with something in it' rerun "$tmp/one" -o "$tmp/one-more" -q
ends 2 'rerun without -o' rerun "$tmp/one"
ends 2 'rerun of nothing' rerun -o "$tmp/x"
ends 3 'rerun of what is no run' rerun "$tmp/town" -o "$tmp/x"
says 'says so' 'is no folder of a run'
ends 2 'run of a record' run "$tmp/first/run.json" -o "$tmp/x"
says 'points to rerun' "'headroom rerun $tmp/first/run.json -o NEW'"
ends 2 'check of a record' check "$tmp/first/run.json"

# ---- verify

ends 0 'verify' verify "$tmp/first"
prints 'says that both are the same' 'a second run gives the same bytes'
ends 0 'verify --quick' verify --quick "$tmp/first/"
ends 0 'verify -q' verify -q --quick "$tmp/first"
ok 'says nothing' test ! -s "$tmp/both"
spoilt() { # NAME: a fresh copy
    rm -rf "$tmp/$1"
    cp -a "$tmp/first" "$tmp/$1"
}
spoilt file && echo >>"$tmp/file/forecast.csv"
ends 1 'verify of a folder whose table was changed' verify "$tmp/file"
prints 'names it' "$tmp/file/forecast.csv is not what the run wrote"
spoilt missing && rm "$tmp/missing/charts/03_compare.svg"
ends 1 'verify of a folder that lost a chart' verify --quick "$tmp/missing"
prints 'names it' "$tmp/missing/charts/03_compare.svg is missing"
spoilt input && echo '# later' >>"$tmp/input/inputs/data/plans.cfg"
ends 1 'verify of a folder whose input was changed' verify "$tmp/input"
prints 'names it' "$tmp/input/inputs/data/plans.cfg is not what the run wrote"
ends 3 'rerun of it' rerun "$tmp/input" -o "$tmp/x"
says 'names it' "'$tmp/input/inputs/data/plans.cfg' is not the file that the run read"
spoilt lost && rm "$tmp/lost/inputs/data/plans.csv"
ends 3 'rerun without a table' rerun "$tmp/lost" -o "$tmp/x"
says 'names it' "'$tmp/lost/inputs/data/plans.csv' is missing"
# A forger who changes a table and its SHA-256 everywhere is found by the second run alone.
spoilt forged && sed -i '2s/no-action/no-acti0n/' "$tmp/forged/chances.csv"
old=$(sha256sum <"$tmp/first/chances.csv" | cut -d' ' -f1) new=$(sha256sum <"$tmp/forged/chances.csv" | cut -d' ' -f1)
sed -i "s/$old/$new/" "$tmp/forged/run.json" "$tmp/forged/SHA256SUMS"
sums=$(sha256sum <"$tmp/first/SHA256SUMS" | cut -d' ' -f1)
sed -i "s/$sums/$(sha256sum <"$tmp/forged/SHA256SUMS" | cut -d' ' -f1)/" "$tmp/forged/run.json"
ends 0 'a forged table with forged sums passes a quick look' verify --quick "$tmp/forged"
ends 1 'and fails a second run' verify "$tmp/forged"
prints 'which names it' "$tmp/forged/chances.csv is other bytes in a second run"
spoilt settings && sed -i '0,/"horizon_years": 4/s//"horizon_years": 5/' "$tmp/settings/run.json"
ends 1 'verify of a record that was changed' verify "$tmp/settings"
prints 'names it' "$tmp/settings/run.json records another run"
spoilt version && sed -i -e '0,/"git_commit": "[^"]*"/s//"git_commit": "0000000"/' -e '0,/"version": "[^"]*"/s//"version": "0.0.9"/' "$tmp/version/run.json"
ends 0 'verify of a run of another version that gives the same' verify "$tmp/version"
says 'says which made it' 'the run was made by headroom 0.0.9 (0000000), this is'
spoilt none && sed -i '/^  "options": {/,/^  },/d' "$tmp/none/run.json"
ends 3 'rerun of a run that kept no options' rerun "$tmp/none" -o "$tmp/x"
says 'says so' 'kept no inputs'
spoilt broken && echo '{ "program": ' >"$tmp/broken/run.json"
ends 3 'verify of a damaged record' verify "$tmp/broken"
says 'says so' 'is damaged'

# ---- published runs keep their inputs to themselves

ends 0 'a published run' run "$town" -o "$tmp/published" -n 60 --charts none -q --publish
ok 'has no inputs' test ! -e "$tmp/published/inputs"
ok 'says so' grep -q 'inputs/.*left out' "$tmp/published/SUPPRESSED.txt"
ends 3 'rerun of it' rerun "$tmp/published" -o "$tmp/x"
says 'says why' 'leaves its inputs out'
ends 0 'verify of it looks at the files' verify "$tmp/published"
prints 'and says what it did not do' 'it was not run again'

# ---- no path of this machine

ends 0 'bridge' bridge "$tmp/one" "$tmp/as-is" -o "$tmp/bridge"
for folder in first one absolute set published bridge; do
    ok "$folder: no output says where files were kept" sh -c "! grep -rlF --exclude-dir=inputs -e '$tmp' -e '$root' -e \"\$HOME/\" '$tmp/$folder'"
done
ok 'inputs neither, but for what their own text says' sh -c "! grep -rlF -e '$tmp' '$tmp/first/inputs'"

the_end
