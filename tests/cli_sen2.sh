#!/usr/bin/env bash
# import of a person-level SEN2 return, and the way from it to a scenario that runs.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

# A return of 1,200 invented children of January 2025 under Kingston's code, in the form of DfE's export. What is
# about a child has "QX" in it, and nothing else has.
sen2() { # FOLDER
    mkdir -p "$1"
    awk -v dir="$1/Blade-Export_20-03-2025_" '
    function put(module, line) { print line >(dir module ".csv") }
    BEGIN {
        put("sen2", "sen2tableid,collection,year,referencedate,lea\n1,SEN2,2025,2025-Jan-16 00:00:00,314")
        put("person", "persontableid,surname,forename,personbirthdate,postcode,upn,uniquelearnernumber")
        put("requests", "requeststableid,persontableid,receiveddate,requestoutcomedate,requestoutcome")
        put("assessment", "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,week20")
        put("namedplan", "namedplantableid,assessmenttableid,startdate,ceasedate,ceasereason")
        put("plandetail", "namedplantableid,urn,ukprn,sensetting,placementrank,senunitindicator,resourcedprovisionindicator")
        put("activeplans", "activeplanstableid,requeststableid,transferla")
        put("placementdetail", "activeplanstableid,res,urn,ukprn,sensetting,placementrank,entrydate,leavingdate,senunitindicator,resourcedprovisionindicator")
        put("senneed", "activeplanstableid,sentype,sentyperank")
        split("ASD SLCN SEMH MLD SLD PD", need, " ")
        for (i = 1; i <= 1200; i++) {
            age = 4 + i % 16
            urn = i % 10 < 6 ? 100001 : i % 10 < 9 ? 100003 : 100004
            new = i % 8 == 0; ended = i % 17 == 0 && !new
            k = sprintf("QX%05d", i)
            put("person", k "," k "Smith," k "Sam," (2024 - age) "-May-05 00:00:00," k " 1AA," k "UPN,")
            put("requests", "r" k "," k "," (new ? "2024-02-01,2024-03-10,Y" : "2020-02-01,2020-03-10,H"))
            put("assessment", "a" k ",r" k "," (new ? "Y,2024-06-01" : "H,2020-06-01") ",0")
            put("namedplan", "n" k ",a" k "," (new ? "2024-06-10" : "2020-06-10") "," (ended ? "2024-07-20,6" : ","))
            put("plandetail", "n" k "," urn ",,,1,0,0")
            put("activeplans", "v" k ",r" k ",")
            put("placementdetail", "v" k ",," urn ",,,1," (new ? "2024-06-10" : "2020-09-01") "," (ended ? "2024-07-20" : "") ",0,0")
            put("senneed", "v" k "," need[1 + i % 6] ",1")
        }
    }'
    printf 'URN,EstablishmentName,TypeOfEstablishment (code)\n100001,Caf\351 School,1\n100003,Three,44\n100004,Four,10\n100005,Five,14\n' \
        >"$1/edubasealldata20250116.csv"
}

# A ledger of what they cost in 2024-25, but for 12 of them: top-ups and fees, some with health's share, transport, and what joins to nothing.
ledger() { # FOLDER
    awk -v file="$1/ledger_2024-25.csv" 'BEGIN {
        print "UPN,URN,Fund,Annual cost,Start,End,Financial year" >file
        for (i = 1; i <= 1200; i++) {
            if (i % 100 == 50) continue
            k = sprintf("QX%05d", i)
            urn = i % 10 < 6 ? 100001 : i % 10 < 9 ? 100003 : 100004
            base = urn == 100001 ? 8000 : urn == 100003 ? 15000 : 60000
            print k "UPN," (i % 2 ? urn : "") "," (urn == 100004 ? "fee" : "top_up") "," base * (0.6 + 0.2 * (i % 5)) "," (i % 8 == 0 ? "2024-06-10" : "") ",,2024-25" >file
            if (urn == 100004 && i % 20 == 9) print k "UPN,,health,6000,,,2024-25" >file
            if (i % 7 == 0) print k "UPN," urn ",transport,7000,,,2024-25" >file
        }
        print "QX99999UPN,777777,fee,45000,,,2024-25" >file
        print "QX00002UPN,100005,fee,21000,,,2024-25\nQX00004UPN,100005,fee,23000,,,2024-25" >file
        print "QX00001UPN,100001,top_up,1,,,2023-24" >file
    }'
}

no_child_in() { ok "$1" sh -c "! grep -r -l -a 'QX\|Smith' '$2' && ! grep -a 'QX\|Smith' '$tmp/both'"; }

{ echo mid_year,age,population; for year in 2023 2024; do for age in $(seq 0 25); do echo "$year,$age,$((2000 - 10 * age + year % 7))"; done; done; } >"$tmp/population.csv"

sen2 "$tmp/return"
cp "$tmp/population.csv" "$tmp/return"
ends 0 'a return' import "$tmp/return" -o "$tmp/own" --area 'Kingston upon Thames'
prints 'a return: what it is' "an authority's person-level SEN2 return"
prints 'a return: what comes next' "headroom fit $tmp/own RELEASE POPULATION"
prints 'a return: who may see it' 'Do not publish them.'
no_child_in 'no row, name or key of a child is written' "$tmp/own"
ok 'evidence under the code of the authority' grep -q '^own314,,Kingston upon Thames,authority,,plans,2025,January,,*1138$' "$tmp/own/evidence.csv"
ok 'and of the January before' grep -q '^own314,.*,plans,2024,January,,*1050$' "$tmp/own/evidence.csv"
ok 'new plans of the calendar year' grep -q '^own314,.*,new_plans,2024,calendar year,,*150$' "$tmp/own/evidence.csv"
ok 'ended plans of the calendar year' grep -q '^own314,.*,ceased,2024,calendar year,,*62$' "$tmp/own/evidence.csv"
ok 'within 20 weeks' grep -q '^own314,.*,within_20_weeks,2024,calendar year,,*150$' "$tmp/own/evidence.csv"
ok 'leavers by reason' grep -qx '2024,no longer engaging,62' "$tmp/own/leavers.csv"
ok 'moves by year group' grep -q '^2024,[0-9]*,state_special,no_plan,' "$tmp/own/moves.csv"
ok 'tables of the plans of each January' grep -q '^3,slcn,mainstream,' "$tmp/own/stock_2025.csv"
ok 'import.txt says who may see it' grep -q 'do not publish them' "$tmp/own/import.txt"
ok 'import.txt has the balance' grep -q 'January 2025 *1138 plans held' "$tmp/own/import.txt"
ok 'the checksums of an import hold' sh -c "cd '$tmp/own' && sha256sum -c --quiet SHA256SUMS"
prints 'a return: the way from it alone' "headroom run $tmp/own/history/scenario.cfg"
ends 0 'a scenario of the history has no faults' check "$tmp/own/history/scenario.cfg"
ends 0 'a scenario of the history runs' run "$tmp/own/history/scenario.cfg" -o "$tmp/alone" --simulations 50 --charts none -q
no_child_in 'no child is in its results' "$tmp/alone"
ok 'its plans are those of the census' test "$(awk -F, 'NR > 1 { n += $4 } END { print n }' "$tmp/own/history/stock.csv")" = 1138
ends 4 'an import is not overwritten unasked' import "$tmp/return" -o "$tmp/own" --area Kingston
ends 0 'what is written can be imported' import "$tmp/own" -o "$tmp/again" -q
ok 'and is the same evidence' cmp "$tmp/own/evidence.csv" "$tmp/again/evidence.csv"

for module in person requests assessment namedplan activeplans placementdetail senneed; do
    file=$tmp/return/Blade-Export_20-03-2025_$module.csv
    { head -1 "$file"; tail -n +2 "$file" | shuf --random-source="$file"; } >"$tmp/shuffled" && mv "$tmp/shuffled" "$file"
done
ends 0 'rows in another order' import "$tmp/return" -o "$tmp/shuffled" --area 'Kingston upon Thames' -q
ok 'are the same evidence' cmp "$tmp/own/evidence.csv" "$tmp/shuffled/evidence.csv"

for file in "$tmp/return"/Blade-Export_20-03-2025_*.csv; do
    { printf '\357\273\277'; sed 's/$/\r/' "$file"; } >"$tmp/saved" && mv "$tmp/saved" "$file"
done
ends 0 'a return that a spreadsheet saved' import "$tmp/return" -o "$tmp/saved" --area 'Kingston upon Thames' -q
ok 'is the same evidence' cmp "$tmp/own/evidence.csv" "$tmp/saved/evidence.csv"

rm "$tmp/return/Blade-Export_20-03-2025_senneed.csv"
ends 3 'a return without a module' import "$tmp/return" -o "$tmp/none"
says 'a return without a module is named' 'has no Blade-Export_20-03-2025_senneed.csv, a module of the SEN2 return'
sen2 "$tmp/return"
# A school that the register lacks and a code that is none, at a child whose plan names another setting.
sed 's/^\(vQX00001,,\)100001/\1123456/; s/^\(vQX00005,,\)100001,,/\1,,eotas/' "$tmp/return/Blade-Export_20-03-2025_placementdetail.csv" >"$tmp/odd" &&
    cp "$tmp/odd" "$tmp/return/Blade-Export_20-03-2025_placementdetail.csv"
ends 0 'a return with an unknown school and an unknown code' import "$tmp/return" -o "$tmp/odd-own" --area Kingston -q
ok 'the unknown school is counted' grep -q ' 1 children are at a school whose number is not in the table' "$tmp/odd-own/import.txt"
ok 'the unknown code is counted' grep -q ' 1 children are at a setting whose code is not known' "$tmp/odd-own/import.txt"
sen2 "$tmp/return"
sed -i '1s/assessmenttableid//' "$tmp/return/Blade-Export_20-03-2025_assessment.csv"
ends 3 'a column without a name' import "$tmp/return" -o "$tmp/none"
ok 'is not offered in the place of one that is missing' sh -c "! grep -q \"rename ''\" '$tmp/both'"
sen2 "$tmp/return"
printf 'QX9,QXSmith,QX,2014-13-45,QX,QX,\n' >>"$tmp/return/Blade-Export_20-03-2025_person.csv"
ends 3 'a day that is none' import "$tmp/return" -o "$tmp/none"
says 'a day that is none: line and column, and no cell' "person.csv:1202: column 'personbirthdate': is no day, want one such as 2024-09-01"
no_child_in 'and nothing else of the child' "$tmp/own"
ok 'a failed import leaves nothing' test ! -e "$tmp/none"
sen2 "$tmp/return"

# ---- a ledger of placement costs

ledger "$tmp/return"
cp "$tmp/population.csv" "$tmp/return"
ends 0 'a return and a ledger' import "$tmp/return" -o "$tmp/costed" --area 'Kingston upon Thames'
explained "$tmp/costed"
prints 'a ledger: what to do with its prices' "$tmp/costed/prices.cfg"
no_child_in 'no row, name or key of a child is in prices' "$tmp/costed"
ok 'what does not join is counted, and its pounds are one child'"'"'s' grep -qE '^  not joined +1 +1 +not told$' "$tmp/costed/import.txt"
ok 'and so are other years' grep -qE '^  other years +1 +1 +not told$' "$tmp/costed/import.txt"
ok 'no cost of one child or of two is written' sh -c "! grep -r -E '45000|44000' '$tmp/costed'"
prints 'a ledger that does not join in part is a remark' 'ledger of 2024/25: '
ok 'and so are settings that are not known' grep -q 'ledger of 2024/25: 1 rows name a setting that neither' "$tmp/costed/run.json"
ok 'and so are children without a cost' grep -q 'of 1138 children with a plan in January 2025 11 are in no row' "$tmp/costed/run.json"
ok 'a price of the special school' grep -q 'setting = "state_special"; topup_gbp = 1[45]' "$tmp/costed/prices.cfg"
ok 'a fee of the independent school, with the share of health' grep -q 'setting = "independent"; fee_gbp = .*joint_funding = { value = 0.0' "$tmp/costed/prices.cfg"
ok 'where there is none, England stands and says so' grep -q 'setting = "unit"; unit_cost = "england"' "$tmp/costed/prices.cfg"
ok 'no kind of setting shows what two children cost' sh -c "! grep -q '^alternative,' '$tmp/costed/prices.csv' && ! grep -q 'setting = \"alternative\"; .* children,' '$tmp/costed/prices.cfg'"
ok 'they stand together' grep -q '^settings of fewer than 5 children,,2,,.*,$' "$tmp/costed/prices.csv"
ok 'the history has the prices' grep -q '^# *Pounds a child and year' "$tmp/costed/history/scenario.cfg"
ends 0 'a costed history has no faults' check "$tmp/costed/history/scenario.cfg"
printf 'upn,cost\nQXSmith,QX\n' >"$tmp/return/ledger_2023-24.csv"
ends 3 'a ledger with a wrong cell' import "$tmp/return" -o "$tmp/none"
says 'a ledger with a wrong cell: line and column' "ledger_2023-24.csv:2: column 'cost': is no number"
no_child_in 'and no cell' "$tmp/costed"
rm "$tmp/return/ledger_2023-24.csv"

# ---- the way to a scenario

if [ -d ../shared/data/england ]; then
    ends 0 'fit with the nation' fit "$tmp/own" ../shared/data/england --area 314 -o "$tmp/fitted"
    prints 'a fit says how far a return is from the release' "plans in January 2025, WARNING, 1138, where 'england' has 1958 (-41.9%)"
    ok 'and so does fit.txt' grep -q 'plans in January 2025, WARNING, 1138, where' "$tmp/fitted/fit.txt"
    ok 'the return is named as the source of its counts' grep -q 'source = "own return or tables, to January 2025' "$tmp/fitted/people.cfg"
    ok 'and not the release' sh -c "! grep -q '\"DfE, Education, health and care plans, to January' '$tmp/fitted/people.cfg'"
    no_child_in 'no child is in a fit' "$tmp/fitted"
    ok 'a fit takes the return whole, before what was published' grep -qE '2024: 150 new plans' "$tmp/fitted/fit.txt"
    ends 0 'a scenario from a return runs' run "$tmp/fitted/scenario.cfg" -o "$tmp/run" --simulations 50 --charts none -q
    no_child_in 'no child is in results' "$tmp/run"
    ends 0 'fit with a ledger' fit "$tmp/costed" ../shared/data/england --area 314 -o "$tmp/priced"
    prints 'fit with a ledger says so' 'Prices of 3 kinds of setting from the ledger of placement costs'
    no_child_in 'no child is in it' "$tmp/priced"
    ok 'a price of the ledger, with its spread and health'"'"'s share' grep -q 'spread = { value = 0.03; source = "the same ledger"; }; joint_funding = { value = 0.0' "$tmp/priced/scenario.cfg"
    ok 'a price that the ledger lacks is of section 251' grep -q 'section 251 outturn over plans' "$tmp/priced/scenario.cfg"
    ends 0 'a scenario with the ledger'"'"'s prices has no faults' check "$tmp/priced/scenario.cfg"
    ends 0 'a scenario with the ledger'"'"'s prices runs' run "$tmp/priced/scenario.cfg" -o "$tmp/own-run" --simulations 50 --charts none -q
    ends 0 'fit of another authority' fit "$tmp/costed" ../shared/data/england --area Richmond\ upon\ Thames -o "$tmp/other" -q
    ok 'does not take the ledger' sh -c "! grep -q ledger '$tmp/other/scenario.cfg'"
    ok 'and its assumptions name the ledger' grep -q 'own ledger of placement costs, 2024/25' "$tmp/own-run/assumptions.csv"
else
    echo 'skipped: fit of a SEN2 return, ../shared/data/england is not there'
fi

the_end
