# Headroom: how large could a council's high-needs deficit become, and what would each option do about it?
#
#   make            the program build/headroom and the library build/libheadroom.a
#   make demo       set-up, build, and Kingston's July 2021 forecast in results/kingston-2021
#   make test       set-up, build and every test; the last line is "N passed, N failed"
#   make check      before a commit: each of the targets of CHECKS below
#   make same       are the outputs of the reference runs what they were? tests/same.sh BUILD --accept takes the new ones
#   make papers     what council papers said, what simulated futures say and what came: the tables of scenarios/README.md
#   make bench      time and memory
#   make browser-test  report.html in a browser: accessibility, narrow screens, paper
#   make calibrate  ranges of `fit` against authorities drawn from its own model
#   make fuzz       hostile input for every reader, FUZZ_SECONDS=30 for each target; tests/fuzz.sh runs one
#   make coverage   lines and branches that the tests go through, by folder (build/coverage)
#   make mutants    how many small faults in models/ the tests find: a sample of MUTANTS=300 drawn with SEED=1 (0: all of them)
#   make torture    faults of the machine, one in each run: every allocation, open, read, write, rename, thread (hours);
#                   and 5,000 scenarios of extreme but allowed numbers
#   make sanitize   the tests and the program with address and undefined-behaviour checks
#   make tsan       the program with eight threads and data-race checks
#   make format     lay the source out with clang-format, in place
#   make install    PREFIX=/usr/local DESTDIR=
#   make clean
#   make help       this list
#
# Set-up is .ci/packages: it installs the Debian packages that are missing and does nothing when none is.
# Variables: BUILD=folder builds elsewhere (several people can share a tree), DEBUG=1 turns the invariant checks on, V=1 shows the commands,
# CC, CFLAGS and LDFLAGS are the usual ones.

BUILD        = build
PREFIX       = /usr/local
DEMO         = results/kingston-2021
FUZZ_SECONDS = 30
MUTANTS      = 300
SEED         = 1

.PHONY: all demo test check papers bench calibrate fuzz torture faults sanitize tsan format install clean
.PHONY: setup setup-check programs coverage mutants objects format-check shape layers headers same warnings analyse valgrind fuzzers browser-test help FORCE
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# ---- flags

ifeq ($(origin CC),default)
CC = gcc
endif
CFLAGS ?= -O2 -g1
# A file that needs what is GNU's asks for it (#define _GNU_SOURCE /* memmem */): a tenth of compiling is its headers.
STD     = -std=c11 -ffp-contract=off -D_DEFAULT_SOURCE $(if $(DEBUG),-DHR_DEBUG)
WARN    = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wwrite-strings \
          -Wvla -Wdouble-promotion -Wundef -Werror=implicit-function-declaration
INSTRUMENT = # sanitizers and -Werror, for compiler and linker
COMPILE = $(CC) $(STD) $(WARN) $(CFLAGS) $(INSTRUMENT)

# pkg-config is asked once, at the first use, so that set-up and "make clean" need nothing. System headers keep their warnings to themselves.
PACKAGES = gsl libconfig jansson nettle libzip librsvg-2.0 cairo libpng xlsxwriter
ask      = $(or $(shell pkg-config $(1)),$(error a library is missing: .ci/packages installs it))
PKG_INC  = $(eval PKG_INC := $(patsubst -I%,-isystem %,$(call ask,--cflags $(PACKAGES))))$(PKG_INC)
PKG_LIBS = $(eval PKG_LIBS := $(call ask,--libs $(PACKAGES)))$(PKG_LIBS)
LIBS     = -Wl,--as-needed $(PKG_LIBS) -lcsv -lm -lpthread  # libcsv has no pkg-config file

# ---- layers: a folder sees the headers of its own include path and no others, so a forbidden include does not build

INC_sim/core              = -Isim/core
INC_models                = $(INC_sim/core) -Imodels
INC_models/people         = $(INC_models) -Imodels/people
INC_models/money          = $(INC_models/people) -Imodels/money
INC_models/options        = $(INC_models/money) -Imodels/options
INC_sim/engine            = $(INC_models/options) -Isim/engine
INC_plots                 = $(INC_sim/core) -Iplots $(PKG_INC)
INC_sim/scenario          = $(INC_sim/engine) -Isim/scenario $(PKG_INC)
INC_sim/workbook          = $(INC_sim/core) -Iplots -Isim/workbook $(PKG_INC)
INC_sim/output            = $(INC_sim/scenario) -Isim/workbook -Isim/output -Iplots
INC_sim/evidence          = $(INC_sim/output) -Isim/evidence
INC_sim/evidence/import   = $(INC_sim/evidence) -Isim/evidence/import
INC_sim/evidence/fit      = $(INC_sim/evidence/import) -Isim/evidence/fit
INC_sim/evidence/backtest = $(INC_sim/evidence/fit) -Isim/evidence/backtest
INC_sim/cmd               = $(INC_sim/evidence/backtest) -Isim/cmd
INC_tests                 = $(INC_sim/cmd) -Itests
INC = $(INC_$(<D))

LIB      := sim/core models models/people models/money models/options sim/engine
EVIDENCE := sim/evidence sim/evidence/import sim/evidence/fit sim/evidence/backtest
ROOMS    := $(LIB) sim/scenario sim/workbook sim/output $(EVIDENCE) sim/cmd plots
in        = $(wildcard $(foreach room,$(1),$(room)/*.$(2)))
LIB_SRC  := $(call in,$(LIB),c)
MAIN_SRC := $(wildcard sim/cmd/main.c)
REST_SRC := $(filter-out $(LIB_SRC) $(MAIN_SRC),$(call in,$(ROOMS),c))
HEADERS  := $(call in,$(ROOMS) tests,h)
SOURCES  := $(LIB_SRC) $(MAIN_SRC) $(REST_SRC) $(wildcard tests/*.c)
EMBEDDED := $(wildcard scenarios/england.cfg scenarios/starter.cfg scenarios/scores.csv)

# ---- the library, the program, and an archive of the rest that tests link too

object   = $(patsubst %.c,$(BUILD)/%.o,$(1))
LIB_OBJ  := $(call object,$(LIB_SRC))
MAIN_OBJ := $(call object,$(MAIN_SRC))
REST_OBJ := $(call object,$(REST_SRC)) $(foreach file,$(EMBEDDED),$(BUILD)/gen/$(subst .,_,$(notdir $(file))).o)
LIBRARY  := $(BUILD)/libheadroom.a
REST     := $(BUILD)/librest.a
HELPERS  := $(BUILD)/libtests.a

Q   = $(if $(V),,@)
say = @$(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),:,printf '%-8s %s\n' $(1))

all: $(LIBRARY) $(if $(MAIN_OBJ),$(BUILD)/headroom)
objects: $(LIB_OBJ) $(MAIN_OBJ) $(REST_OBJ) $(call object,$(wildcard tests/*.c))

# Loops over cells and samples are a tenth quicker with -O3, and the program a twentieth more when gcc links the library as
# one piece; no sum changes its order, so results keep their bytes. The objects hold plain code too: tests link that.
LTO = $(if $(findstring gcc,$(CC)),-flto=auto -ffat-lto-objects)
FAST_CFLAGS = $(CFLAGS:-O2=-O3 $(LTO))
$(LIB_OBJ): private CFLAGS := $(FAST_CFLAGS)
$(BUILD)/headroom: LINK = $(FAST_CFLAGS)
LINK = $(CFLAGS) $(if $(LTO),-fno-lto)
# Tests are compiled more often than run.
$(call object,$(wildcard tests/test_*.c)): private CFLAGS := $(patsubst -O%,-O0,$(CFLAGS))

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(call say,compile $<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(INC) $(DEFINE) -MMD -MP -c $< -o $@

$(LIBRARY): $(LIB_OBJ)
$(REST): $(REST_OBJ)
$(BUILD)/libheadroom.a $(REST) $(HELPERS): $(BUILD)/sources
	$(call say,archive $@)
	$(Q)rm -f $@ && $(AR) rcsD $@ $(filter %.o,$^)

# LIBRARY=$(BUILD)/libheadroom.so: programs that take whichever library LD_LIBRARY_PATH finds
$(BUILD)/libheadroom.so:
	$(call say,link $@)
	$(Q)$(CC) $(CFLAGS) $(INSTRUMENT) $(LDFLAGS) -shared -Wl,-soname,$(@F) $^ $(LIBS) -o $@

EXPORT = -Wl,--export-dynamic-symbol,cairo_fill_extents # plots/render.c has it in cairo's place
$(BUILD)/headroom: $(MAIN_OBJ) $(REST) $(LIBRARY)
	$(call say,link $@)
	$(Q)$(CC) $(LINK) $(INSTRUMENT) $(LDFLAGS) $(EXPORT) $^ $(LIBS) -o $@

# Everything is compiled again when the compiler or a flag changes, and archived again when a source comes or goes.
remember = @mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' >$@
$(BUILD)/flags: FORCE
	$(call remember,$(COMPILE) $(FAST_CFLAGS))
$(BUILD)/sources: FORCE
	$(call remember,$(SOURCES))

# One object knows the commit ("unknown" outside a clone) and is compiled again when it changes. The version is in sim/output/version.h.
COMMIT := $(or $(shell git --no-optional-locks describe --always --dirty --abbrev=12 2>/dev/null),unknown)
$(BUILD)/commit: FORCE
	$(call remember,$(COMMIT))
$(BUILD)/sim/output/version.o: DEFINE = -DHEADROOM_COMMIT='"$(COMMIT)"'
$(BUILD)/sim/output/version.o: $(BUILD)/commit

# A file inside the program: england_cfg_text ends in a NUL that england_cfg_size does not count.
define embed
	$(call say,embed $<)
	@mkdir -p $(@D)
	@{ printf '/* made from $< */\n#include <stddef.h>\nextern const char $(1)_text[];\nextern const size_t $(1)_size;\n'; \
	   printf 'const char $(1)_text[] = {\n'; od -v -An -to1 $< | sed "s/ \([0-7][0-7][0-7]\)/'\\\\\\1',/g"; \
	   printf '0 };\nconst size_t $(1)_size = sizeof $(1)_text - 1;\n'; } >$@
endef
$(BUILD)/gen/%_cfg.c: scenarios/%.cfg
	$(call embed,$*_cfg)
$(BUILD)/gen/%_csv.c: scenarios/%.csv
	$(call embed,$*_csv)
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	$(Q)$(COMPILE) -c $< -o $@

# ---- tests, benchmarks, fuzz targets: tests/{test,bench,fuzz}_*.c; a file there with a header of its own is shared by them.
# All tests are one program, build/tests/all; build/tests/test_NAME has those of one file.

SHARED  := $(wildcard $(patsubst %.h,%.c,$(wildcard tests/*.h)))
program  = $(patsubst %.c,$(BUILD)/%,$(filter-out $(SHARED),$(wildcard tests/$(1)_*.c)))
TESTS   := $(call program,test)
BENCHES := $(call program,bench)
FUZZERS := $(call program,fuzz)
CALIBRATORS := $(call program,calibrate)

$(HELPERS): $(call object,$(SHARED))
# The machine that fails (tests/faulty.c) is loaded before the C library.
FAULTY := $(BUILD)/tests/faulty.so
$(FAULTY): tests/faulty.c $(BUILD)/flags
	$(call say,link $@)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -fPIC -shared $< -ldl -o $@
SUITE := $(BUILD)/tests/all
$(SUITE): $(TESTS:=.o)
$(SUITE) $(TESTS): $(BUILD)/tests/suite.o
$(SUITE) $(TESTS): PLUS = -lcriterion
$(FUZZERS): PLUS = -fsanitize=fuzzer
$(TESTS) $(BENCHES) $(FUZZERS) $(CALIBRATORS): $(BUILD)/tests/%: $(BUILD)/tests/%.o
$(SUITE) $(TESTS) $(BENCHES) $(FUZZERS) $(CALIBRATORS): $(HELPERS) $(REST) $(LIBRARY)
	$(call say,link $@)
	$(Q)$(CC) $(LINK) $(INSTRUMENT) $(LDFLAGS) $(filter %.o,$^) $(filter-out %.o,$^) $(LIBS) $(PLUS) -o $@

programs: all $(SUITE)

# ---- what people ask for. `again` builds with every processor, after set-up, unless the caller said how many.

again = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

setup:
	@.ci/packages
setup-check:
	@.ci/packages check

demo: setup
	@+$(again) all
	$(BUILD)/headroom run scenarios/kingston-2021.cfg -o $(DEMO) --force
	@echo "Report:   $(DEMO)/report.html, for a browser or on paper (paper.txt has it as text)"
	@echo "Workbook: $(DEMO)/results.xlsx; charts and tables: $(DEMO)/charts and $(DEMO)/*.csv"

test: setup
	@+$(again) programs
	@tests/run_tests $(BUILD)

papers: setup
	@+$(again) all
	@tests/papers.sh $(BUILD)/headroom

bench: setup
	@+$(again) all $(BENCHES)
	@set -e; for bench in $(BENCHES); do HEADROOM=$(BUILD)/headroom $$bench; done

calibrate: setup
	@+$(again) all $(CALIBRATORS)
	@set -e; for calibrator in $(CALIBRATORS); do $$calibrator; done

# No part of `make test`: it installs a browser and axe-core where they are missing.
browser-test: setup
	@+$(again) all
	@tests/browser.sh $(BUILD)/headroom scenarios/kingston-2021.cfg scenarios/starter.cfg tests/same/options.cfg

# ---- checks

CHECKS = format-check shape layers headers same warnings analyse sanitize tsan valgrind faults
check: setup-check
	@+failed=; for check in $(CHECKS); do echo "== $$check"; $(again) $$check || failed="$$failed $$check"; done; \
	  if [ -n "$$failed" ]; then echo "check: FAILED:$$failed"; exit 1; fi; echo "check: ok: $(CHECKS)"

format:
	clang-format -i $(SOURCES) $(HEADERS)
format-check:
	@for file in $(SOURCES) $(HEADERS); do clang-format $$file | cmp -s - $$file || { echo "format: $$file"; bad=1; }; done; \
	  if [ -n "$$bad" ]; then echo "format: FAILED: 'make format' lays these files out"; exit 1; fi
	@echo "format: ok, $(words $(SOURCES) $(HEADERS)) files"

# At most 60 lines and five parameters a function, 100 columns a line.
shape:
	@tests/shape.sh

layers: all $(REST)
	@CC='$(CC)' tests/layers.sh $(BUILD)

# Each header compiles by itself with its own folder's include path.
$(BUILD)/alone/%.h: %.h $(HEADERS)
	@mkdir -p $(@D)
	$(Q)echo 'extern int alone;' | $(COMPILE) -Werror $(INC) -include ./$< -fsyntax-only -x c - && touch $@
headers: $(HEADERS:%=$(BUILD)/alone/%)
	@echo "headers: ok, $(words $(HEADERS)) compile alone"

same: all
	@tests/same.sh $(BUILD)

warnings:
	@+$(again) BUILD=$(BUILD)/gcc CC=gcc INSTRUMENT=-Werror objects
	@+$(again) BUILD=$(BUILD)/clang CC=clang INSTRUMENT=-Werror objects
	@echo "warnings: ok, none from gcc or clang"

# Two checkers are silent because they take a list and its length, two fields, for unrelated and so report every loop over a list.
ANALYSE = clang --analyze $(STD) -Xclang -analyzer-output=text -Xclang -analyzer-werror \
          -Xclang -analyzer-config -Xclang 'silence-checkers=core.NullDereference;core.DivideZero'
$(BUILD)/analysed/%.c: %.c $(HEADERS)
	$(call say,analyse $<)
	@mkdir -p $(@D)
	$(Q)$(ANALYSE) $(INC) $(if $(filter-out sim/core/err.c,$<),-include tests/analyser.h) $< && touch $@
analyse: $(patsubst %,$(BUILD)/analysed/%,$(LIB_SRC) $(REST_SRC) $(MAIN_SRC))
	@echo "analyse: ok, clang's static analyser found nothing"

sanitize:
	@+$(again) BUILD=$(BUILD)/asan DEBUG=1 CFLAGS='-O1 -g' programs \
	  INSTRUMENT='-fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all -fno-omit-frame-pointer'
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 ASAN_OPTIONS=allocator_may_return_null=1 \
	  tests/run_tests $(BUILD)/asan no-cli
	@tests/probe.sh $(BUILD)/asan/headroom
	@echo "sanitize: ok"

tsan:
	@+$(again) BUILD=$(BUILD)/tsan DEBUG=1 CFLAGS='-O1 -g' INSTRUMENT=-fsanitize=thread all
	@EVERY=20 tests/probe.sh $(BUILD)/tsan/headroom --simulations 400 --threads 8 --charts none
	@echo "tsan: ok"

valgrind: all
	@EVERY=10 RUNNER='valgrind -q --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite --error-exitcode=99' \
	  tests/probe.sh $(BUILD)/headroom --simulations 20 --charts svg
	@echo "valgrind: ok"

# One in FAULT_STRIDE of what `make torture` walks whole.
FAULT_STRIDE = 100
faults: all $(FAULTY)
	@tests/torture.sh $(BUILD)/headroom $(FAULTY) --stride $(FAULT_STRIDE) --half 1 & half=$$!; \
	  tests/torture.sh $(BUILD)/headroom $(FAULTY) --stride $(FAULT_STRIDE) --half 2 && wait $$half
torture: setup-check
	@+$(again) all $(FAULTY) $(BUILD)/tests/test_extremes $(BUILD)/tests/test_slips
	@tests/torture.sh $(BUILD)/headroom $(FAULTY)
	@tests/extremes.sh $(BUILD) 1 5000
	@SLIPS=1 $(BUILD)/tests/test_slips

fuzz: setup-check
	@+$(again) all
	@+$(again) BUILD=$(BUILD)/fuzz DEBUG=1 CC=clang CFLAGS='-O1 -g' fuzzers \
	  INSTRUMENT='-fsanitize=fuzzer-no-link,address,undefined,float-cast-overflow -fno-sanitize-recover=all'
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz.sh $(BUILD)
fuzzers: $(FUZZERS)

coverage: setup-check
	@+$(again) BUILD=$(BUILD)/coverage CFLAGS='-O0 -g0' INSTRUMENT=--coverage programs
	@find $(BUILD)/coverage -name '*.gcda' -delete; tests/run_tests $(BUILD)/coverage | tail -n 1
	@tests/coverage.sh $(BUILD)/coverage

# Programs that take the library from where they are told, so that a mutant is one object and one link.
mutants: setup-check
	@+$(again) BUILD=$(BUILD)/mutants LIBRARY=$(BUILD)/mutants/libheadroom.so CFLAGS='-O1 -g0 -fPIC' programs
	@COMPILE='$(CC) $(STD) -O1 -fPIC $(INC_models/options)' MUTANTS=$(MUTANTS) SEED=$(SEED) tests/mutants.sh $(BUILD)/mutants

# ---- install, clean

root    = $(DESTDIR)$(PREFIX)
library = $(filter sim/core/% models/% sim/engine/%,$(HEADERS))
install: all
	install -Dm 755 -t $(root)/bin $(BUILD)/headroom
	install -Dm 644 -t $(root)/lib $(LIBRARY)
	strip --strip-debug --remove-section='.gnu.lto_*' $(root)/lib/$(notdir $(LIBRARY)) # plain code serves every compiler
	install -Dm 644 -t $(root)/include/headroom $(library)
	install -Dm 644 -t $(root)/share/headroom/scenarios $(wildcard scenarios/*)
	install -Dm 644 -t $(root)/share/doc/headroom README.md NOTES.md CHANGELOG.md LICENSE
	for room in models scenarios plots sim tests; do \
	  install -Dm 644 $$room/README.md $(root)/share/doc/headroom/$$room.md; done
	$(BUILD)/headroom help --manual >$(BUILD)/headroom.1
	$(BUILD)/headroom help --completion >$(BUILD)/headroom.bash
	install -Dm 644 -t $(root)/share/man/man1 $(BUILD)/headroom.1
	install -Dm 644 $(BUILD)/headroom.bash $(root)/share/bash-completion/completions/headroom
clean:
	rm -rf $(BUILD)
help:
	@sed -n 's/^#   //p' Makefile

-include $(wildcard $(addprefix $(BUILD)/,$(ROOMS:%=%/*.d) tests/*.d))
