#!/usr/bin/env bash
# One chart again: its source, its size, what stands beside it.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"

starter
ends 0 'a run' run "$scenario" -o "$tmp/run" -n 120 --charts svg -q

size_of() { od -An -tu4 --endian=big -j16 -N8 "$1" | tr -s ' '; }

ends 0 'chart' chart "$tmp/run" 03_compare -o "$tmp/one"
prints 'says where it is' "$tmp/one/charts/03_compare.svg"
for file in charts/03_compare.svg charts/03_compare.png charts/03_compare.pdf charts/03_compare.csv charts/03_compare.txt assumptions.csv SHA256SUMS run.json; do
    ok "$file is there" test -s "$tmp/one/$file"
done
ok 'and no other chart' test "$(find "$tmp/one/charts" -name '*.svg' | wc -l)" -eq 1
ok 'the picture is the one of the run' cmp "$tmp/run/charts/03_compare.svg" "$tmp/one/charts/03_compare.svg"
ok 'its numbers are those of the run' cmp "$tmp/run/charts/03_compare.csv" "$tmp/one/charts/03_compare.csv"
ok 'the PNG is of the usual size' test "$(size_of "$tmp/one/charts/03_compare.png")" = ' 1920 1200'
ok 'the checksums hold' sh -c "cd '$tmp/one' && sha256sum --quiet -c SHA256SUMS"

ends 0 'a part of the name does, the size and the words are ours' chart "$tmp/run" fan_agreed -o "$tmp/social" -q \
    --size social --source 'Exampleshire Council, budget & outturn' --data-date '31 March 2026'
fan=$tmp/social/charts/01_fan_agreed
ok 'the PNG is of the social size' test "$(size_of "$fan.png")" = ' 1200 675'
ok 'the SVG as well' grep -q 'width="1200" height="675"' "$fan.svg"
ok 'the source line is ours' grep -qF 'Source: Exampleshire Council, budget & outturn; data as at 31 March 2026. Headroom' "$fan.txt"
ok 'the picture has it' grep -qF 'Exampleshire Council, budget &amp; outturn; data as at 31 March 2026.' "$fan.svg"
for key in Title Description Source Software; do
    ok "the PNG has a text chunk $key" grep -qaE "(tEXt|iTXt)$key" "$fan.png"
done
ok 'the chunk Source is the source line' grep -qaF 'Exampleshire Council, budget & outturn; data as at 31 March 2026' "$fan.png"

ends 2 'a chart that is not there' chart "$tmp/run" 03_compair -o "$tmp/x"
says 'suggests the nearest' "did you mean '03_compare'?"
ends 2 'a part that several have' chart "$tmp/run" fan -o "$tmp/x"
says 'says so' 'say which'
ends 2 'chart without -o' chart "$tmp/run" 03_compare
ends 2 'chart without a name' chart "$tmp/run" -o "$tmp/x"
ends 2 'a size that there is not' chart "$tmp/run" 03_compare -o "$tmp/x" --size poster
ends 4 'a folder with something in it' chart "$tmp/run" 03_compare -o "$tmp/one"
ends 0 'unless it may be replaced' chart "$tmp/run" 03_compare -o "$tmp/one" --force -q
ends 3 'a folder that is no run' chart "$tmp/area" 03_compare -o "$tmp/x"

ok 'its words begin with the mark' sh -c "head -1 '$tmp/one/charts/03_compare.txt' | grep -q '^EXAMPLE FIGURES: '"
ok 'the title inside the picture as well' grep -qE '<title id="[^"]*">EXAMPLE FIGURES: ' "$tmp/one/charts/03_compare.svg"

# What is an example is said, and seen where nobody says it.
ends 0 'check of the starter' check "$scenario"
prints 'names the mark and where sources say so' 'EXAMPLE FIGURES: what rests on it says so'
prints 'with how many' 'prices (15)'
sed '/^example = /d' "$scenario" >"$tmp/unsaid.cfg"
ends 0 'check of a file that does not say so' check "$tmp/unsaid.cfg"
prints 'notes it' 'Note: sources say that figures are examples, and nothing marks what rests on them: '

# A chart that goes out alone needs a source.
sed 's/source = "[^"]*";//' "$scenario" >"$tmp/bare.cfg"
ends 0 'a run without sources' run "$tmp/bare.cfg" -o "$tmp/bare" -n 60 --charts svg -q
ends 2 'its chart' chart "$tmp/bare" 03_compare -o "$tmp/x"
says 'says what to do' 'say --source'
ok 'nothing is left behind' test ! -e "$tmp/x"
ends 0 'with a source' chart "$tmp/bare" 03_compare -o "$tmp/sourced" -q --source 'Exampleshire Council'

# PNG and PDF are drawn by a library that is loaded when they are: where it is not there, nothing else suffers.
mkdir "$tmp/libraries"
: >"$tmp/libraries/librsvg-2.so.2"
without() { LD_LIBRARY_PATH=$tmp/libraries "$@"; }
without ends 1 'a run with all charts, without librsvg' run "$scenario" -o "$tmp/x" -n 60 -q
says 'says what there cannot be' 'headroom: no PNG and PDF without a library that cannot be loaded: '
says 'and which library it is' 'librsvg-2.so.2'
ok 'in one line' test "$(lines "$tmp/err")" -eq 1
ok 'nothing is left behind' test ! -e "$tmp/x"
without ends 1 'a chart again' chart "$tmp/run" 03_compare -o "$tmp/x" -q
says 'says the same' 'no PNG and PDF without'
ok 'and leaves nothing behind' test ! -e "$tmp/x"
without ends 0 'the SVG alone' run "$scenario" -o "$tmp/alone" -n 120 --charts svg -q
same 'are those of a machine that has it' "$tmp/run" "$tmp/alone"
without ends 0 'help' help

the_end
