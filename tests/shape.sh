#!/usr/bin/env bash
# The shape of the source: functions of at most 60 lines and five parameters, lines of at most 100 columns (C and
# documents), no enum kept as an int. It reads the house layout: a function's name and its braces begin a line.
#   tests/shape.sh           from the project's root; one line for each breach
#   tests/shape.sh --table   files and lines of each folder, longest function, and the counts, for tests/README.md
set -u
cd "$(dirname "$0")/.." || exit 1
sources() { git ls-files -co --exclude-standard "$@" | while read -r file; do [ -e "$file" ] && echo "$file"; done; }

# "LINES PARAMETERS FILE:LINE NAME" of every function
functions() {
    sources '*.c' | xargs awk '
        FNR == 1 { head = ""; open = 0 }
        /^[a-z_A-Z][a-zA-Z_0-9]*\(/ && !/;$/ { head = ""; name = $0; sub(/\(.*/, "", name); reading = 1; at = FNR }
        reading { head = head $0; if (/;[ \t]*$/) reading = 0 }
        /^\{/ && reading { reading = 0; open = FNR }
        /^\}/ && open {
            text = head; sub(/^[^(]*\(/, "", text); sub(/\)[^)]*$/, "", text)
            n = text ~ /^(void)?$/ ? 0 : 1; depth = 0
            for (i = 1; i <= length(text); i++) {
                c = substr(text, i, 1)
                depth += (c == "(" || c == "[") - (c == ")" || c == "]")
                n += c == "," && depth == 0
            }
            print FNR - open - 1, n, FILENAME ":" at, name
            open = 0
        }'
}

if [ "${1-}" = --table ]; then
    printf '| folder | files | lines |\n|---|---|---|\n'
    for folder in sim/core models models/people models/money models/options sim/engine sim/scenario sim/workbook sim/output \
        sim/evidence sim/evidence/import sim/evidence/fit sim/evidence/backtest sim/cmd plots tests; do
        files=$(sources "$folder/*.[ch]" | grep -E "^$folder/[^/]*$")
        printf '| %s | %s | %s |\n' "$folder" "$(wc -l <<<"$files")" "$(xargs cat <<<"$files" | wc -l)"
    done
    functions | grep -v ' tests/' | sort -rn | awk '{ n++; five += $2 > 5; length_of[n] = $1 } NR == 1 { print "longest function: " $1 " lines, " $4 " (" $3 ")" }
        END { print "functions: " n ", median " length_of[int((n + 1) / 2)] " lines; over five parameters: " five + 0 }'
    exit 0
fi

breaches=$( { functions | awk '$1 > 60 { print $3 ": " $4 " has " $1 " lines, at most 60" } $2 > 5 { print $3 ": " $4 " has " $2 " parameters, at most five" }'
    sources '*.c' '*.h' '*.md' | xargs awk '{ text = $0; gsub(/[\200-\277]/, "", text) } length(text) > 100 { print FILENAME ":" FNR ": " length(text) " columns, at most 100" }'
    sources '*.h' | xargs grep -nE '^ +int [a-z_]+;.*/\* enum ' | sed 's/:  */: an enum kept as an int: /'; } )
if [ -n "$breaches" ]; then
    printf '%s\n' "$breaches"
    printf 'shape: FAILED, %d breaches\n' "$(wc -l <<<"$breaches")"
    exit 1
fi
echo "shape: ok, $(functions | wc -l) functions"
