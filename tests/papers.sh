#!/bin/bash
# papers.sh HEADROOM [FUTURES]: the tables of scenarios/README.md, "The papers": what each paper said,
# what the simulated futures say and what came, from published.csv of a run of each paper's scenario.
# Two to three minutes with 2,000 futures.
set -euo pipefail
headroom=$(realpath "$1") futures=${2:-2000}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The scenario file, and the scenario of it whose futures stand beside the figures.
papers='kingston-2017 no-action
richmond-2017 no-action
kingston-richmond-2017 places
rotherham-2018 sufficiency
essex-2019 no-action
worcestershire-2020 as-staffed
kingston-2021 with-agreement'

# A row for each measure and day: the forecast of a paper, ours with the likely range, what came.
table='
function fields(line, out,    n, quoted, c, i, cell) { # a line of CSV into out[1..]
    n = 1; quoted = 0; cell = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) { out[n++] = cell; cell = "" }
        else cell = cell c
    }
    out[n] = cell
    return n
}
function told(x, unit) {
    if (unit == "gbp_m") return sprintf("%.1f", x)
    if (unit == "ratio") return sprintf("%.0f%%", 100 * x)
    return sprintf("%.0f", x)
}
function when(date) { # a calendar year by itself, else its month
    split(date, part, "-")
    return part[2] == "12" ? part[1] : month[part[2] + 0] " " part[1]
}
BEGIN { split("January February March April May mid", month, " ") }
NR == 1 { n = fields($0, name); for (i = 1; i <= n; i++) at[name[i]] = i; next }
{
    fields($0, cell)
    if (cell[at["scenario"]] != scenario) next
    if (cell[at["mean"]] == "") next # a year before the forecast
    unit = cell[at["unit"]]
    key = cell[at["measure"]] (unit == "gbp_m" ? ", £m" : "") ", " when(cell[at["date"]])
    if (!(key in ours)) order[++rows] = key
    ours[key] = told(cell[at["mean"]], unit) " (" told(cell[at["p05"]], unit) " to " \
                told(cell[at["p95"]], unit) ")"
    figure = told(cell[at["published"]], unit)
    if (cell[at["published_kind"]] == "forecast") {
        said[key] = said[key] (said[key] == "" ? "" : "; ") figure
        said_at[key] = said_at[key] (said_at[key] == "" ? "" : "; ") cell[at["position"]]
    } else {
        came[key] = figure
        came_at[key] = cell[at["position"]]
    }
}
END {
    print "| what, when | forecast | in our range | ours (9 in 10) | what came | in our range |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= rows; i++) {
        key = order[i]
        printf "| %s | %s | %s | %s | %s | %s |\n", key, said[key], said_at[key], ours[key], \
               came[key], came_at[key]
    }
}'

while read -r paper scenario; do
    "$headroom" run "scenarios/$paper.cfg" -n "$futures" --charts none --compared 0 -q -o "$work/$paper"
    printf '\n%s, scenario `%s`, %s futures:\n\n' "$paper" "$scenario" "$futures"
    awk -v scenario="$scenario" "$table" "$work/$paper/published.csv"
done <<<"$papers"
