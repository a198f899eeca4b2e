#!/usr/bin/env bash
# report.html in a browser: axe-core finds no violation, nothing is lost at 320 px, and it prints on A4.
#   tests/browser.sh PROGRAM [FILE.cfg...]     from any folder; the last line is "N passed, N failed"
# No part of make test: it needs chromium (from .ci/packages browser) and axe-core (from the npm registry, into
# build/browser). A page is copied without its Content-Security-Policy, because axe-core is a script.
# shellcheck source=tests/cli.sh
source "$(dirname "$0")/cli.sh" "$@"
shift
axe=build/browser/node_modules/axe-core/axe.min.js
command -v chromium >/dev/null && command -v npm >/dev/null || .ci/packages browser || exit 1
[ -s "$axe" ] || npm install --silent --no-audit --no-fund --prefix build/browser axe-core@4 >/dev/null || {
    echo "browser: axe-core cannot be had from the npm registry" >&2
    exit 1
}
chrome() { timeout 120 chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files "$@" 2>/dev/null; }

# Adds a script to a copy of the page: PAGE COPY SCRIPT_FILE...
with_script() {
    local page=$1 copy=$2 file
    shift 2
    sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//; s/<\/body>.*//' "$page" >"$copy"
    for file; do
        { printf '<script>'; cat "$file"; printf '</script>'; } >>"$copy"
    done
    echo '</body></html>' >>"$copy"
}
cat >"$tmp/run_axe.js" <<'END'
axe.run(document).then(result => {
    const out = document.createElement('pre');
    out.textContent = 'axe violations ' + result.violations.length + ', passes ' + result.passes.length + '\n' +
        result.violations.map(v => 'axe: ' + v.id + ': ' + v.help + ': ' + v.nodes[0].target).join('\n');
    document.body.appendChild(out);
});
END
# What is wider than the window and in no box that scrolls is lost.
cat >"$tmp/measure.js" <<'END'
parent.postMessage('page fits ' + (document.documentElement.scrollWidth <= document.documentElement.clientWidth), '*');
END

check_page() { # NAME PAGE
    local name=$1 page=$2 figures pages
    with_script "$page" "$tmp/axe.html" "$axe" "$tmp/run_axe.js"
    chrome --virtual-time-budget=30000 --dump-dom "file://$tmp/axe.html" >"$tmp/dom"
    grep '^axe: ' "$tmp/dom"
    ok "$name: axe-core ran" grep -qE 'axe violations [0-9]+, passes [1-9]' "$tmp/dom"
    ok "$name: axe-core finds no violation" grep -q 'axe violations 0,' "$tmp/dom"

    with_script "$page" "$tmp/narrow.html" "$tmp/measure.js"
    cat >"$tmp/frame.html" <<END
<!DOCTYPE html><html><body><iframe width="320" height="800" style="border:0" src="narrow.html"></iframe>
<script>onmessage = e => { const p = document.createElement('pre'); p.textContent = e.data; document.body.appendChild(p); };</script></body></html>
END
    chrome --virtual-time-budget=10000 --dump-dom "file://$tmp/frame.html" >"$tmp/dom"
    ok "$name: no part of the page is outside a window of 320 px" grep -q '<pre>page fits true</pre>' "$tmp/dom"

    rm -f "$tmp/print.pdf"
    chrome --no-pdf-header-footer --print-to-pdf="$tmp/print.pdf" "file://$page"
    figures=$(grep -c '<figure' "$page")
    pages=$(grep -ac '/Type /Page$' "$tmp/print.pdf")
    echo "$name: $figures charts print on $pages pages"
    ok "$name: it prints on A4" grep -aqE '/MediaBox \[0 0 59[45][0-9.]* 84[12]' "$tmp/print.pdf"
    ok "$name: two charts a page, and at most eight pages more" test "$pages" -ge 2 -a "$pages" -le $((figures / 2 + 8))
}

for file in "${@:-scenarios/kingston-2021.cfg}"; do
    name=$(basename "$file" .cfg)
    ends 0 "run $name" run "$file" -n 300 --charts svg -q -o "$tmp/$name"
    check_page "$name" "$tmp/$name/report.html"
done
the_end
