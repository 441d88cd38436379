# make demo   installs what is missing, builds, solves the example county and says where the results are
# make test   the same set-up, then every test
# make bench  times reading, building and solving
.PHONY: demo test bench setup setup-tests

demo: setup
	cargo build --release
	target/release/placewise solve models/example.toml --answers-limit 90 --out runs/example
	@echo
	@echo "The plan is in runs/example: open report.html in a browser, workbook.xlsx in Excel; shortfalls.csv says who waits and why."
	@echo "What the tables mean: docs/tables.md. Your own county: target/release/placewise template my-county"

test: setup-tests
	cargo test

bench: setup
	cargo bench

setup:
	@sh scripts/setup.sh

setup-tests:
	@sh scripts/setup.sh tests
