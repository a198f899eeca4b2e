/* words.h: every number, chance and date that a reader sees is put into words here, by one set of
 * rules, and not by each chart or page.
 *
 * A phrase comes back by value and is used at once: printf("%s", words_money(176.2).text). Money is
 * in £ million. What is not a finite number reads "not known". Text is UTF-8, in the C locale. */
#ifndef WORDS_H
#define WORDS_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

#define POUND "\xC2\xA3"

struct words {
    char text[256];
};

/* Any phrase, cut when it is longer than a phrase may be. */
struct words words_say(const char *fmt, ...) HR_PRINTF(1, 2);

/* ---- money
 *
 * Three significant figures at the most, because no forecast here is known better than to some per
 * cent: £176m; from £1,000m £1.23bn; below £20m, where a whole million would be a step of more than
 * 5%, one decimal: £10.9m; below £1m in pounds to two figures: £350,000, and to £100 at the finest.
 * Half is rounded away from zero. */
bool words_nothing(double gbp_m);       /* it rounds to £0 */
struct words words_money(double gbp_m); /* "£176m", "-£20m" */
struct words words_deficit(
    double gbp_m); /* where the reader knows it is a deficit: "£176m", "a surplus of £20m" */
struct words words_position(double gbp_m); /* where not: "a deficit of £176m", "a surplus of £20m",
                                              "neither a deficit nor a surplus" */
/* The same three for an amount that somebody gave - a threshold, an outturn - which must not be
 * misquoted: one decimal, without ".0", below £100m and above it where there is just one ("£22.5m",
 * "£20m", "£122.5m"); below £1m to £1,000. */
struct words words_stated(double gbp_m);
struct words words_stated_deficit(double gbp_m);
struct words words_stated_position(double gbp_m);
struct words words_range(double low_gbp_m,
                         double high_gbp_m); /* of deficits: "£105m to £250m", "a surplus of £20m to
                                                a deficit of £35m" */
struct words words_likely_range(double p05_gbp_m,
                                double p95_gbp_m); /* "likely range £105m to £250m" */
/* What an average does not say where futures are skewed: "half of futures are above £110m", "half
 * of futures have a surplus above £3.0m"; "" where the average and the median are within 2% of the
 * range from p05 to p95, or read the same. */
struct words words_half(double mean_gbp_m, double p50_gbp_m, double range_gbp_m);
struct words words_change(
    double gbp_m); /* of a deficit: "£34m lower", "£5.0m higher", "no different" */
struct words words_difference(
    double mean, double p05,
    double p95); /* "£34m lower (likely range £12m to £58m lower)", in £ million */
struct words words_change_range(
    double p05, double p95); /* "£12m to £58m lower", "£3.0m lower to £5.0m higher" */

/* A cell of the council-paper table: three decimals (£ thousand), thousands commas, brackets for
 * negatives; never "(0.000)". */
struct words words_ledger(double gbp_m);
/* A tick of a money axis with this step and largest value: all ticks of an axis have one unit and
 * as many decimals. "£50m", "-£20m", "£2.5bn". */
struct words words_tick(double gbp_m, double step_gbp_m, double largest_gbp_m);
/* The unit words_tick uses: "£ million", "£ billion", "£". */
const char *words_tick_unit(double step_gbp_m, double largest_gbp_m);

struct words words_count(unsigned long long n); /* "10,000" */
/* The same of the whole number nearest to x, x >= 0; as %g where that is more than 1e15. */
struct words words_rounded(double x);
struct words words_futures(
    unsigned long long n); /* "10,000 simulated futures", "1 simulated future" */

/* Too few for quantiles and chances: then futures are counted, and words_rough says so. */
bool words_few_futures(unsigned long long n);
struct words words_rough(
    unsigned long long n); /* "with only 20 simulated futures the ranges are rough" */
/* What no range has in it. */
const char *words_left_out(void);

/* ---- chances
 *
 * The number is a count of futures, out of 20, or out of 100 below 1 in 20 and above 19 in 20; it
 * is rounded and no more, whatever the word beside it. The word follows the number and its standard
 * error se: when p plus or minus two of it straddle a boundary between words, the weaker word is
 * used (the one nearer to "could go either way"): "could go either way (12 in 20)". */
enum chance_class {
    CHANCE_UNDER_1,       /* very unlikely (less than 1 in 100): p < 1% */
    CHANCE_VERY_UNLIKELY, /* (n in 20; below 5%, n in 100): below 10% */
    CHANCE_UNLIKELY,      /* (n in 20): below 35% */
    CHANCE_EITHER_WAY,    /* could go either way (n in 20): up to 55% */
    CHANCE_MORE_LIKELY,   /* more likely than not (n in 20): up to 65% */
    CHANCE_LIKELY,        /* (n in 20): up to 90% */
    CHANCE_VERY_LIKELY,   /* (n in 20; above 95%, n in 100): up to 99% */
    CHANCE_OVER_99,       /* almost certain (more than 99 in 100) */
};
enum chance_class words_chance_class(double p, double se);
/* Where a class ends, and whether that chance itself is still in it. CHANCE_OVER_99 has no end. */
double words_chance_bound(enum chance_class chance);
bool words_chance_bound_within(enum chance_class chance);
const char *words_chance_word(
    enum chance_class chance);                  /* "very unlikely", "could go either way" */
struct words words_chance(double p, double se); /* "likely (16 in 20)" */
/* Chances that are given together have one base: the greatest of their own bases. */
int words_chance_base(double p);                     /* 20 or 100 */
struct words words_chance_count(double p, int base); /* "16 in 20" */
/* The number in it: 16; 0 where it says "less than 1", the base where it says "more than 19". */
size_t words_chance_n(double p, int base);
struct words words_chance_in(double p, double se, int base); /* "likely (80 in 100)" */
struct words words_chance_says(
    double p, double se,
    int base); /* with its verb: "is likely (16 in 20)", "could go either way (10 in 20)" */

/* ---- dates: three calendars, never mixed in one place. fy is the first year of a financial year.
 * */
struct day {
    int year, month, day;
};
/* "2029-03-31". False when it is not a date of the Gregorian calendar. */
bool words_read_day(const char *iso, struct day *out);
struct words words_day(struct day day);    /* "31 March 2029" */
struct words words_month(struct day day);  /* "March 2029" */
struct words words_financial_year(int fy); /* 2028 -> "2028/29" */
struct words words_year_end(int fy);       /* 2028 -> "31 March 2029" */
struct words words_year_end_month(int fy); /* 2028 -> "March 2029" */
struct words words_year_end_iso(int fy);   /* 2028 -> "2029-03-31" */
/* Days from the 31 March that ends financial year fy to the day; negative before it. */
long words_days_after(int fy, struct day day);

/* ---- templates
 *
 * In "{name}: {is|are} likely to pay back by {year}" the slot {name} is filled with its words, and
 * {one|several} is one form or the other. A slot may be written {?name} (title.h). */
enum { SLOTS = 20 };
struct slots {
    struct {
        const char *name; /* borrowed, a literal */
        struct words words;
    } slot[SLOTS];
    size_t n;
    bool several;
};
/* Sets a slot, or changes it. */
void slots_set(struct slots *self, const char *name, const char *fmt, ...) HR_PRINTF(3, 4);
/* A slot by its name, which need not end in NUL and may begin with '?'. One that is not set is
 * hr_bug. */
const struct words *slots_at(const struct slots *self, const char *name, size_t length);
struct words words_fill(const char *template, const struct slots *slots);

/* ---- sentences */
size_t words_length(const char *text);        /* words in it */
struct words words_within(const char *label); /* a label inside a sentence: "Usable reserves" ->
                                                 "usable reserves"; names keep their capitals */
struct words words_sentence_start(const char *text); /* first letter a capital */

#endif
