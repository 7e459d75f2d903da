PYTHON ?= python3

help:           ; @sed -n 's/^\([a-z]*\): .*# \(.*\)/  make \1	\2/p' Makefile | grep -v 'make help' | expand -t 18
setup:          ; @$(PYTHON) -m tools.setup                          # make this clone run: Python, npm, fonts, broker
demo: setup     ; @.venv/bin/python -m simulation demo $(ARGS)       # a whole store on this machine
test: setup     ; @.venv/bin/pytest -n 2 $(ARGS)                     # every test, screens and browser too
again: setup    ; @.venv/bin/pytest -n 0 --last-failed --last-failed-no-failures=none $(ARGS) # the few that failed last, alone
whole: setup  ; @.venv/bin/pytest -n 2 --whole --timeout=0 $(ARGS)   # the same, in every language, size and combination: for hours
check: setup    ; @.venv/bin/ruff check && .venv/bin/ruff format --check && .venv/bin/mypy && .venv/bin/lint-imports && .venv/bin/python -m tools.docs --check # style, types, import rules, fresh documents
pictures: setup ; @.venv/bin/python -m simulation pictures $(ARGS)   # every screen and page as a PNG
bench: setup    ; @.venv/bin/python -m simulation bench $(ARGS)      # how fast it is, and what it survives
endurance: setup ; @.venv/bin/python -m simulation.endurance $(ARGS) # 10,000 taps and 200 unplug cycles, in virtual time
fingers: setup  ; @.venv/bin/python -m simulation.fingers $(ARGS)   # 20,000 touches at a kiosk, and what is left of them
docs: setup     ; @.venv/bin/python -m tools.docs                 # write the generated documents anew

.PHONY: help setup demo test again whole check pictures bench endurance fingers docs
