/* make bench: the whole program as a user runs it, a row for a command.
 *
 * A row runs its reference, the program of an earlier commit where BASE names one, and the program,
 * in turns and some times over. It prints the medians of the program's processor seconds (user and
 * system) and wall, its peak memory, and two medians of ratios within a turn: processor seconds to
 * the reference's and to the earlier program's. The reference is a fixed kernel in this process,
 * a page of numpy that does the peer's demonstration (bench_numpy.py), or, where two threads are
 * judged, the same command with one thread (the ratio is then of wall, how many times quicker).
 *
 *   HEADROOM=build/headroom build/tests/bench_program          all rows
 *   ROWS=demo build/tests/bench_program                        rows whose command or name has it
 *   BASE=../before/build/headroom make bench                   beside an earlier commit
 *   LONG=1 make bench                                          a million futures too
 *
 * The peer's demonstration is read from ../shared/data/witan-demo; rows that need it, or numpy, are
 * skipped with a word where it is not there. */
#include "bench_area.h"
#include "bench_kingston.h"
#include "bench_watch.h"
#include "err.h"
#include "temp_dir.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char DEMO[] = "../shared/data/witan-demo";

enum { MOST_ROUND = 20, MOST_WORD = 48 };

enum reference { OF_KERNEL, OF_NUMPY, OF_ONE_THREAD };

/* Words of a command: HEADROOM, or numpy's page; "%" begins a path in a folder of the benchmark's
 * own; "@eight" gives Kingston its eight scenarios; "run" writes into that folder. */
struct row {
    const char *name, *command, *wanted;
    enum reference reference;
    unsigned rounds;
};

static const struct bench_area areas[] = {
    { "1x9", 1, 9, 2000.0, 0 },
    { "twice", 1, 9, 4000.0, 0 },
    { "1x9-full", 1, 9, 2000.0, 3 },
    { "1x36-full", 1, 36, 2000.0, 30 },
    { "13x20", 13, 20, 14000.0, 0 },
    { "small", 13, 20, 2000.0, 0 },
    { "county", 13, 20, 5000.0, 6 },
    { "england", 1, 9, 640000.0, 0 },
    { "england-full", 13, 20, 640000.0, 0 },
};

#define DRY " --charts none --threads 1"
#define DRY2 " --charts none --threads 2"
#define KINGSTON "run " BENCH_KINGSTON

static const struct row rows[] = {
    { "The peer's demonstration, 6 x 19, 1,000 futures x 5 years (peer: 72 s)", NULL, NULL, 0, 0 },
    { "a page of numpy", "numpy", "", OF_KERNEL, 7 },
    { "one thread", "run %demo/scenario.cfg --set horizon_years=5" DRY, "0.30, aim 0.15 of numpy",
      OF_NUMPY, 7 },
    { "two threads", "run %demo/scenario.cfg --set horizon_years=5" DRY2, "wall 0.15 s, aim 0.08 s",
      OF_NUMPY, 7 },
    { "import of its history", "import ../shared/data/witan-demo -o %import --force -q", "",
      OF_KERNEL, 3 },

    { "10 years, 2 scenarios whose people differ; needs x settings", NULL, NULL, 0, 0 },
    { "1 x 9, 2,000 plans, 10,000 futures", "run %1x9.cfg" DRY, "0.6, aim 0.4 of 4af106a",
      OF_KERNEL, 5 },
    { "half the futures", "run %1x9.cfg -n 5000" DRY, "", OF_KERNEL, 3 },
    { "half the years", "run %1x9.cfg --set horizon_years=5" DRY, "", OF_KERNEL, 3 },
    { "twice the plans", "run %twice.cfg" DRY, "", OF_KERNEL, 3 },
    { "3 settings fill up", "run %1x9-full.cfg" DRY, "", OF_KERNEL, 3 },
    { "1 x 36, 30 fill up, 2,000 futures", "run %1x36-full.cfg -n 2000" DRY, "", OF_KERNEL, 3 },
    { "13 x 20, 2,000 plans, 2,000 futures", "run %small.cfg -n 2000" DRY, "", OF_KERNEL, 3 },
    { "13 x 20, 14,000 plans, 2,000 futures", "run %13x20.cfg -n 2000" DRY,
      "0.5, aim 0.35 of 4af106a", OF_KERNEL, 3 },
    { "a county: 13 x 20, 5,000 plans, 6 fill up, 1,000", "run %county.cfg -n 1000" DRY, "",
      OF_KERNEL, 3 },
    { "England: 1 x 9, 640,000 plans, 100 futures", "run %england.cfg -n 100" DRY, "", OF_KERNEL,
      3 },
    { "England: 13 x 20, 640,000 plans, 50 futures", "run %england-full.cfg -n 50" DRY, "",
      OF_KERNEL, 3 },

    { "Two threads", NULL, NULL, 0, 0 },
    { "1 x 9, 2,000 plans, 10,000 futures", "run %1x9.cfg" DRY2, "1.9, aim 1.95 times",
      OF_ONE_THREAD, 5 },
    { "13 x 20, 14,000 plans, 2,000 futures", "run %13x20.cfg -n 2000" DRY2, "1.9, aim 1.95 times",
      OF_ONE_THREAD, 3 },

    { "Kingston 2021, 8 years", NULL, NULL, 0, 0 },
    { "8 scenarios with options, 2,000 futures", KINGSTON " @eight -n 2000 --compared 0" DRY,
      "0.5, aim 0.3 of 4af106a", OF_KERNEL, 3 },
    { "the same, 500 futures, options compared", KINGSTON " @eight -n 500" DRY, "", OF_KERNEL, 3 },
    { "as make demo runs it: 10,000, compared, charts", KINGSTON, "wall 0.5, aim 0.35 of 4af106a",
      OF_KERNEL, 3 },
    { "100 futures, no charts", KINGSTON " -n 100 --compared 50 --threads 1 --charts none", "",
      OF_KERNEL, 3 },
    { "100 futures, SVG", KINGSTON " -n 100 --compared 50 --threads 1 --charts svg", "", OF_KERNEL,
      3 },
    { "100 futures, SVG, PNG and PDF", KINGSTON " -n 100 --compared 50 --threads 1 --charts all",
      "", OF_KERNEL, 3 },
    { "10,000 futures, no charts", KINGSTON DRY2, "100 MB, aim 60 MB", OF_KERNEL, 1 },
    { "100,000 futures", KINGSTON " -n 100000" DRY2, "", OF_KERNEL, 1 },
    { "LONG: 1,000,000 futures", KINGSTON " -n 1000000" DRY2, "1 GB, aim 300 MB", OF_KERNEL, 1 },

    { "Start", NULL, NULL, 0, 0 },
    { "headroom help", "help", "15 ms, aim 5 ms", OF_KERNEL, 20 },
    { "headroom check, Kingston", "check " BENCH_KINGSTON, "15 ms", OF_KERNEL, 20 },
    { "headroom explain key settings.category", "explain key settings.category", "15 ms", OF_KERNEL,
      20 },
};

/* ---- commands ---- */

struct bench {
    char folder[64];
    const char *program, *before; /* before: NULL where no earlier program is given */
    const char *python;           /* one that has numpy; NULL where there is none */
    bool demo;                    /* the peer's demonstration is here */
};

/* Words that the command owns, NULL after the last. */
struct command {
    char *word[MOST_WORD];
    size_t n;
};

static void
add_word(struct command *command, const char *word)
{
    char *copy = strdup(word);
    if (copy == NULL || command->n + 1 >= MOST_WORD)
        hr_bug("a benchmark's command is too long");
    command->word[command->n++] = copy;
}

static void
add_in_folder(struct command *command, const struct bench *bench, const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", bench->folder, name);
    add_word(command, path);
}

static void
release(struct command *command)
{
    for (size_t i = 0; i < command->n; i++)
        free(command->word[i]);
    *command = (struct command){ 0 };
}

static void
add_numpy(struct command *command, const struct bench *bench)
{
    add_word(command, bench->python);
    add_word(command, "tests/bench_numpy.py");
    add_word(command, DEMO);
    add_word(command, "1000");
    add_word(command, "5");
    add_in_folder(command, bench, "numpy.csv");
}

static void
add_words(struct command *command, const struct bench *bench, const char *words)
{
    char text[256], *rest = NULL;
    (void)snprintf(text, sizeof text, "%s", words);
    for (char *word = strtok_r(text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
        if (word[0] == '%')
            add_in_folder(command, bench, word + 1);
        else if (strcmp(word, "@eight") == 0)
            for (size_t i = 0; i < BENCH_KINGSTON_N_SET; i++) {
                add_word(command, "--set");
                add_word(command, bench_kingston_set[i]);
            }
        else
            add_word(command, word);
}

static void
tidy(const struct bench *bench)
{
    struct bench_use use;
    (void)bench_run((const char *const[]){ "rm", "-rf", bench->folder, NULL }, &use);
}

/* One run of a row's command by a program, timed. */
static void
run(const struct bench *bench, const char *program, const char *words, struct bench_use *use)
{
    struct command command = { 0 };
    if (strcmp(words, "numpy") == 0)
        add_numpy(&command, bench);
    else {
        add_word(&command, program);
        add_words(&command, bench, words);
    }
    if (strncmp(words, "run ", 4) == 0)
        add_words(&command, bench, "-o %results --force -q");
    if (bench_run((const char *const *)command.word, use) != 0) {
        fprintf(stderr, "bench: '%s %s' failed\n", command.word[0], words);
        tidy(bench);
        exit(1);
    }
    release(&command);
}

/* ---- rows ---- */

static void
run_reference(const struct bench *bench, const struct row *row, struct bench_use *use)
{
    char one[256];
    switch (row->reference) {
    case OF_KERNEL: bench_kernel(use); break;
    case OF_NUMPY: run(bench, NULL, "numpy", use); break;
    case OF_ONE_THREAD:
        (void)snprintf(one, sizeof one, "%s --threads 1", row->command);
        run(bench, bench->program, one, use);
        break;
    }
}

/* Why the row cannot be run here; NULL: it can. */
static const char *
skipped(const struct bench *bench, const struct row *row)
{
    const bool numpy = row->reference == OF_NUMPY || strcmp(row->command, "numpy") == 0;
    if ((numpy || strstr(row->command, "demo") != NULL) && !bench->demo)
        return "../shared/data/witan-demo is not here";
    if (numpy && bench->python == NULL)
        return "python3 has no numpy here";
    if (strncmp(row->name, "LONG", 4) == 0 && getenv("LONG") == NULL)
        return "LONG=1 runs it";
    return NULL;
}

static void
run_row(const struct bench *bench, const struct row *row)
{
    static const char *const of[] = {
        [OF_KERNEL] = "kernel", [OF_NUMPY] = "numpy", [OF_ONE_THREAD] = "times"
    };
    const char *why = skipped(bench, row);
    double processor[MOST_ROUND], wall[MOST_ROUND], ratio[MOST_ROUND], before[MOST_ROUND];
    double peak = 0.0;
    if (why != NULL) {
        printf("  %-50s skipped: %s\n", row->name, why);
        return;
    }
    for (unsigned i = 0; i < row->rounds; i++) {
        struct bench_use reference, earlier = { 0 }, use;
        run_reference(bench, row, &reference);
        if (bench->before != NULL)
            run(bench, bench->before, row->command, &earlier);
        run(bench, bench->program, row->command, &use);
        processor[i] = use.processor;
        wall[i] = use.wall;
        ratio[i] = row->reference == OF_ONE_THREAD ? reference.wall / use.wall
                                                   : use.processor / reference.processor;
        before[i] = use.processor / earlier.processor;
        peak = use.peak_mb > peak ? use.peak_mb : peak;
    }
    printf("  %-50s %8.3f s %8.3f s %6.0f MB %8.2f %-6s", row->name,
           bench_median(processor, row->rounds), bench_median(wall, row->rounds), peak,
           bench_median(ratio, row->rounds), of[row->reference]);
    if (bench->before != NULL && strcmp(row->command, "numpy") != 0)
        printf(" %6.2f", bench_median(before, row->rounds));
    printf("  %s\n", row->wanted);
}

/* ---- what rows need ---- */

static const char *
python_with_numpy(void)
{
    static const char *const tried[] = { "python3", "/usr/bin/python3" };
    struct bench_use use;
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++)
        if (bench_run((const char *const[]){ tried[i], "-c", "import numpy", NULL }, &use) == 0)
            return tried[i];
    return NULL;
}

static void
prepare(struct bench *bench)
{
    struct bench_use use;
    bench->program = getenv("HEADROOM");
    bench->before = getenv("BASE");
    if (bench->program == NULL) {
        fprintf(stderr, "bench: HEADROOM does not name the program\n");
        exit(2);
    }
    bench->python = python_with_numpy();
    bench->demo = access(DEMO, R_OK) == 0;
    temp_dir(bench->folder, sizeof bench->folder);
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s.cfg", bench->folder, areas[i].name);
        bench_area_write(&areas[i], path);
    }
    if (bench->demo)
        run(bench, bench->program, "import ../shared/data/witan-demo -o %demo --force -q", &use);
}

int
main(void)
{
    const char *only = getenv("ROWS"), *heading = "";
    struct bench bench;
    struct bench_use kernel;
    prepare(&bench);
    bench_kernel(&kernel);
    printf("\nThe whole program; kernel: %.0f million uniforms of mt19937, %.3f s\n",
           BENCH_KERNEL_DRAWS * 1e-6, kernel.processor);
    printf("  %-50s %10s %10s %9s %15s%s  %s\n", "", "processor", "wall", "peak", "ratio to",
           bench.before != NULL ? " before" : "", "wanted");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        if (row->command == NULL)
            heading = row->name;
        else if (only == NULL || strstr(row->name, only) != NULL ||
                 strstr(row->command, only) != NULL) {
            printf("%s%s", heading, heading[0] != '\0' ? "\n" : "");
            heading = "";
            run_row(&bench, row);
        }
        (void)fflush(stdout);
    }
    tidy(&bench);
    return 0;
}
