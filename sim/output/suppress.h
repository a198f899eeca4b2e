/* suppress.h: small numbers of children, left out of files that are meant for publication.
 *
 *   ret = suppress_init(&suppress, &results, 5.0, &err);
 *   result_table_make(&forecast_table, &(struct table_source){ ..., .suppress = &suppress }, ...);
 *   ...               suppress_record(), suppress_text() for the record, the
 *                     charts and SUPPRESSED.txt
 *   suppress_release(&suppress);
 *
 * What is small: a count n of children who exist, with 0 < n < threshold; 0 itself is shown. Such
 * counts are those of the January census that the forecast starts from, what the scenario file
 * types, and what is the same in every simulated future, for that was typed. A simulated number of
 * a later year is no count of real children, however small: it is shown. A measure and year with
 * one small number is left out whole, with all its statistics and in every scenario, so that
 * scenarios cannot be subtracted from each other.
 *
 * Any figure from which they could be worked out is left out too:
 *   - of numbers that add up (the sums of measures.h: plans by setting, by age, from year to year;
 *     who waits by where; children and empty places) at least two that are not 0 are left out or
 *     none: the smallest that is shown goes first, until each small one can still be any number
 *     below the threshold for who knows their sum and this rule (suppress_counts.c);
 *   - of a setting without plans shown: place-years, spending and unit price of the financial year
 *     that follows, because spending divided by the price is a count (measures.h says what a
 *     measure reveals); and as spending adds up, a second setting's with them;
 *   - counts of the scenario file itself, in run.json and assumptions.csv, and values of --set on
 *     them; with any of them the digests of the files that were read, which would tell who guessed
 *     right;
 *   - a category's share of all plans, where one of its settings is left out; the mix of this area
 *     by itself among comparators;
 *   - figures that others published, in run.json as in published.csv, and with one all that add up
 *     with it in that year, whoever says them;
 *   - questions of check that name a number of the same keys as one that is left out;
 *   - in the chart of placements, settings left out are drawn with "Other", where they are one sum;
 *     a chart of places that would show or reveal such a count is left out.
 *
 * Simulated figures follow from what is left out, so whoever has this program and every other
 * number of the file can run it with each count that it may have had and compare: suppress_text
 * says so.
 *
 * Not covered: what texts of the scenario file say (titles, notes, sources), counts of the
 * population at large, medians that nearly add up. Where a single setting has a price, what it
 * costs can still be had from high needs spending; suppress_text says so. A threshold of
 * 1 leaves nothing out, for no count lies between 0 and 1. */
#ifndef SUPPRESS_H
#define SUPPRESS_H

#include "arena.h"
#include "engine.h"
#include "json_build.h"
#include "table.h"
#include "text.h"

struct suppress_figure {      /* a measure in a year */
    double smallest, largest; /* of averages, over scenarios, without sign: what adds up */
    bool hidden;
};

struct suppress_list {
    const char **item; /* owned, its texts of the arena */
    size_t n;
};

enum { SUPPRESS_TABLES = 64 };

struct suppress {
    const struct results *results; /* borrowed */
    double threshold;
    size_t n_year;                  /* the base year, then those of the forecast */
    struct suppress_figure *figure; /* owned; [year][measure] */
    struct arena arena;
    struct suppress_list number; /* of the scenario file, left out: paths; one that ends in a dot
                                    stands for all below it */
    struct suppress_list chart;  /* left out: names */
    bool *published;             /* of the arena; [published of the file]: left out */
    size_t n_cell;               /* cells emptied so far */
    struct {
        const char *name; /* borrowed */
        size_t n_cell;
    } table[SUPPRESS_TABLES]; /* those that were made */
    size_t n_table, at;       /* at: of the table that is being made */
    size_t n_open; /* years in which a setting's spending can still be had by subtraction */
};

HR_CHECKED int suppress_init(struct suppress *self, const struct results *results, double threshold,
                             struct hr_err *err);
void suppress_release(struct suppress *self);

/* Is the measure left out in year t (-1: the base year's outturn)? By number, or by id. */
bool suppress_hides_figure(const struct suppress *self, size_t measure, long t);
bool suppress_hides(const struct suppress *self, const char *measure, long t);
/* The same of a row of measures and a setting: "plans.". */
bool suppress_hides_of(const struct suppress *self, const char *row, size_t setting, long t);

/* Are the settings of an earlier January left out? All of them, where one is small. */
bool suppress_hides_past(const struct suppress *self, const struct past_plans_in *past);

/* Would this share of the base census's plans, of a category, tell a count that is left out? */
bool suppress_hides_share(const struct suppress *self, enum category category, double share);

/* Is this figure of the file's `published` left out: a small one, one of a measure and year that
 * is, or one that adds up with one of these in the same year? */
bool suppress_hides_published(const struct suppress *self, size_t i);

/* Is this number of the scenario file left out? path is its place in the file, as in
 * assumptions.csv: "plans.by_setting.unit.count". */
bool suppress_hides_setting(const struct suppress *self, const char *path);

/* Before a table of this name is made; one that is made again is counted once. */
void suppress_begin(struct suppress *self, const char *table);
/* Empties the numbers of the last row but for keys. */
void suppress_last_row(struct suppress *self, struct table *table);
/* Empties each column of counts (TABLE_COUNT) that has a small number. */
void suppress_columns(struct suppress *self, struct table *table);

/* Notes that a chart is left out (what it may show is asked of its row, run_chart.h). */
HR_CHECKED int suppress_leave_out(struct suppress *self, const char *chart, struct hr_err *err);

/* The quantities of run.json without what is left out, and a member that says how much is. */
void suppress_record(const struct suppress *self, struct json_build *build, json_t *root);
/* The same texts but for values set on such numbers (--set), which end in "=(left out)". They live
 * as long as self. */
HR_CHECKED int suppress_set(struct suppress *self, const char *const *text, size_t n,
                            const char *const **out, struct hr_err *err);
/* The same of notes: one that names such a number ('pipeline.in_assessment' is 3) says so instead.
 */
HR_CHECKED int suppress_notes(struct suppress *self, const char *const *text, size_t n,
                              const char *const **out, struct hr_err *err);
/* Is anything of the scenario file left out? Then the digests of the files read are too: with the
 * rest of a file at hand, each count that it may have had could be tried out against them. */
bool suppress_hides_inputs(const struct suppress *self);
/* "forecast.csv 412, placements.csv 24": cells emptied by table; "" for none. */
void suppress_add_tables(const struct suppress *self, struct text *out);
/* SUPPRESSED.txt; owned by the caller (free). */
HR_CHECKED int suppress_text(const struct suppress *self, char **text, struct hr_err *err);

/* ---- for suppress_file.c, and which counts of a list (suppress_counts.c) */

/* 0 < |x| < threshold */
bool suppress_is_small(const struct suppress *self, double x);
/* n counts that are not 0 are left out and come to sum, which is known, and next is the smallest
 * that is shown (INFINITY: none): can each of them still be any number below the threshold? */
bool suppress_is_enough(const struct suppress *self, size_t n, double sum, double next);
/* Of a list of counts, at least 0, that add up: which are left out. */
void suppress_counts(const struct suppress *self, const double *count, bool *hidden, size_t n);
/* The text is of the arena. Without memory, arena.failed is set. */
void suppress_list_add(struct suppress *self, struct suppress_list *list, const char *text);
/* Finds the numbers of the scenario file that are left out, after the figures. */
HR_CHECKED int suppress_file(struct suppress *self, struct hr_err *err);

#endif
