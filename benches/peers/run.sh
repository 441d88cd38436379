#!/bin/sh
# The same model, the same limits: placewise's two engines beside general solvers, whichever are installed.
#
#   sh benches/peers/run.sh [MODEL] [SECONDS] [GAP]      default: models/example.toml 60 0.001
#
# One after the other, so that they do not share processors. Prints the plan's cost, the bound, the gap and the seconds
# of each (counted, as everywhere, without what children on roll cost whatever is decided), and the ratio of its seconds
# to those of placewise --engine auto. Looks for cbc, highs and scip on the PATH, and for SCIP's Python package pyscipopt
# (`pip install highsbox pyscipopt` brings the last two).
set -eu

model=${1:-models/example.toml}
seconds=${2:-60}
gap=${3:-0.001}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
placewise=target/release/placewise
[ -x "$placewise" ] || cargo build --release

now() { date +%s.%N; }

# name, cost, bound, seconds: one line of the table
row() {
    awk -v name="$1" -v cost="$2" -v bound="$3" -v taken="$4" -v unit="$(cat "$here/unit" 2>/dev/null || echo "$4")" \
        -v constant="$(cat "$here/constant" 2>/dev/null || echo 0)" 'BEGIN {
        known = cost != "" && bound != ""
        printf "%-18s %16s %16s %9s %9.1f %7.1f\n", name, cost == "" ? "none" : sprintf("%.0f", cost),
            bound == "" ? "none" : sprintf("%.0f", bound), known ? sprintf("%.3f%%", 100 * (cost - bound) / (cost - constant)) : "-",
            taken, taken / unit }'
}

figure() { sed -n "s/^ *\"$2\": \([-0-9.e+]*\),*$/\1/p" "$1" | head -n 1; }

ours() {
    began=$(now)
    "$placewise" solve "$model" --engine "$1" --time-limit "$seconds" --gap "$gap" --answers-limit 0 --out "$here/$1" \
        --quiet || return 0
    taken=$(awk -v a="$began" -v b="$(now)" 'BEGIN { print b - a }')
    if [ "$1" = auto ]; then
        echo "$taken" > "$here/unit"
        figure "$here/auto/summary.json" constant > "$here/constant"
    fi
    row "placewise $1" "$(figure "$here/$1/summary.json" objective)" "$(figure "$here/$1/summary.json" bound)" "$taken"
}

# name, then its command; cost and bound are read from what it says
theirs() {
    name=$1
    shift
    program=$1
    shift
    command -v "$program" >/dev/null 2>&1 || { echo "$name: not installed"; return 0; }
    began=$(now)
    "$program" "$@" > "$here/$name.log" 2>&1 || true
    taken=$(awk -v a="$began" -v b="$(now)" 'BEGIN { print b - a }')
    case $name in
        cbc) cost='Objective value:'; bound='Lower bound:' ;;
        highs) cost='  Primal bound'; bound='  Dual bound' ;;
        scip) cost='Primal Bound'; bound='Dual Bound' ;;
    esac
    last() { grep "$1" "$here/$name.log" | tail -n 1 | grep -o '[-+]*[0-9][-+.0-9e]*' | head -n 1; }
    best=$(last "$cost" || true)
    row "$name" "$best" "$(last "$bound" || echo "$best")" "$taken"
}

printf '%s, at most %s s, gap %s\n\n' "$model" "$seconds" "$gap"
printf '%-18s %16s %16s %9s %9s %7s\n' "" "cost, £" "bound, £" gap seconds ratio
ours auto
ours priced
ours direct
"$placewise" solve "$model" --write-model "$here/model.mps" --time-limit 1 --out "$here/written" --quiet
# Theirs is a gap of the whole cost, ours of what decisions can change: the same pounds for all.
gap=$(awk -v gap="$gap" -v cost="$(figure "$here/auto/summary.json" objective)" -v constant="$(cat "$here/constant")" \
    'BEGIN { print gap * (cost - constant) / cost }')
printf 'mip_rel_gap = %s\nlog_file = %s\n' "$gap" "$here/highs.own.log" > "$here/highs.options"
theirs cbc cbc "$here/model.mps" sec "$seconds" ratio "$gap" solve
theirs highs highs --time_limit "$seconds" --options_file "$here/highs.options" "$here/model.mps"
if python3 -c "import pyscipopt" 2>/dev/null; then
    theirs scip python3 benches/peers/scip.py "$here/model.mps" "$seconds" "$gap"
else
    theirs scip scip -c "set limits time $seconds" -c "set limits gap $gap" -c "read $here/model.mps" -c optimize -c quit
fi
