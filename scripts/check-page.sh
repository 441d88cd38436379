#!/bin/sh
# Looks through a page as a browser lays it out, at 1280 pixels and at the width of A4: text on text, text that is cut or
# runs off, headings out of order, drawings without words, colours too alike, focus out of order. Prints what it finds;
# exit code 1 where there is anything.
#
#   scripts/check-page.sh runs/example/report.html runs/example/publish/report.html
set -eu
here=$(cd "$(dirname "$0")" && pwd)
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ]; then
    echo "no Chromium is installed, so the pages were not looked at: apt install chromium, or set CHROMIUM" >&2
    exit 0
fi
[ $# -gt 0 ] || { echo "which page? scripts/check-page.sh runs/example/report.html" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
for page in "$@"; do
    for layout in screen paper; do
        copy=$work/$layout.html
        if [ "$layout" = screen ]; then
            width=1280
            cat "$page" > "$copy"
        else
            # A4 less its margins is 182 mm: 688 pixels, under the rules for print.
            width=688
            sed -e 's/@media print/@media all/' -e 's/<html /<html data-paper="yes" /' "$page" > "$copy"
        fi
        { printf '<script>'; cat "$here/check-page.js"; printf '</script>'; } >> "$copy"
        "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$width,2000 \
            --virtual-time-budget=20000 --dump-dom "file://$copy" > "$work/seen" 2>/dev/null
        said=$(sed -n 's/.*<title>\(CHECKED[^<]*\)<.*/\1/p' "$work/seen")
        [ -n "$said" ] || { echo "$page, $layout: the browser did not finish" >&2; exit 1; }
        echo "$page, $layout: ${said#CHECKED }"
        sed -n '/<body>/,/<\/body>/p' "$work/seen" | sed -e 's/<[^>]*>//g' -e '/^$/d' -e 's/^/  /'
        case $said in *", 0 findings") ;; *) bad=1 ;; esac
    done
done
exit $bad
