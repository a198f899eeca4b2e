#include "evidence_money.h"

#include "evidence_traps.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum { YEARS_BACK = 5, FIRST_YEAR = 2010, LAST_YEAR = 2040 };

/* The last amount before a year; 0: none. */
static int
year_before(const struct evidence *self, int area, enum evidence_measure measure, int year)
{
    for (int y = year - 1; y >= year - YEARS_BACK; y--)
        if (evidence_total(self, area, measure, y) > 0.0)
            return y;
    return 0;
}

static void
look_at_plans(const struct evidence *self, int area, int year, struct findings *found)
{
    const double gbp = evidence_total(self, area, EVIDENCE_BLOCK, year),
                 for_plan = gbp / evidence_total(self, area, EVIDENCE_PLANS, year - 1);
    if (for_plan < 2000.0 || for_plan > 100000.0)
        findings_add(found, fabs(log(for_plan / 14000.0)), "%s %d-%02d: %.0f, %.0f a plan",
                     self->area[area].name, year - 1, year % 100, gbp, for_plan);
}

static void
look_at(const struct evidence *self, int area, enum evidence_measure measure, int year,
        struct findings *found)
{
    const double gbp = evidence_total(self, area, measure, year);
    const int before = year_before(self, area, measure, year);
    if (!(gbp > 0.0))
        return;
    if (before == 0 && measure == EVIDENCE_BLOCK)
        look_at_plans(self, area, year, found);
    if (before == 0)
        return;
    const double last = evidence_total(self, area, measure, before), growth = gbp / last;
    if (growth < 0.5 || growth > 2.0)
        findings_add(found, fabs(log(growth)), "%s %d-%02d: %.0f, and %.0f in %d-%02d",
                     self->area[area].name, year - 1, year % 100, gbp, last, before - 1,
                     before % 100);
}

/* ---- amounts of one year beside each other */

static const double WITHIN = 0.005, PARTS_WITHIN = 0.01, LEAST_PLACES = 5.0;
static const double OF_A_PLACE[2] = { 1000.0, 40000.0 }, OF_A_PLAN[2] = { 1000.0, 100000.0 };
static const double MOST_BALANCE = 1e9, MOST_BLOCKS = 2.0, LEAST_PLANS = 100.0;
static const double OF_CAPACITY[2] = { 0.1, 3.0 }, LEAST_CAPACITY = 20.0, MOST_CAPACITY = 20000.0;

struct at { /* an area and a year */
    const struct evidence *of;
    int area, year;
};

static double
total(const struct at *at, enum evidence_measure measure)
{
    return evidence_total(at->of, at->area, measure, at->year);
}

static double
part(const struct at *at, enum evidence_measure measure, int of)
{
    return evidence_part(at->of, at->area, measure, at->year, of);
}

static void HR_PRINTF(4, 5)
    find(const struct at *at, struct findings *found, double weight, const char *fmt, ...)
{
    char text[120];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    findings_add(found, weight, "%.60s %d-%02d: %.80s", at->of->area[at->area].name, at->year - 1,
                 at->year % 100, text);
}

static void
blocks_and_total(const struct at *at, struct findings *found)
{
    const double sum = part(at, EVIDENCE_DSG, DSG_SCHOOLS) + part(at, EVIDENCE_DSG, DSG_CENTRAL) +
                       total(at, EVIDENCE_BLOCK) + part(at, EVIDENCE_DSG, DSG_EARLY_YEARS),
                 whole = part(at, EVIDENCE_DSG, DSG_TOTAL);
    if (fabs(sum - whole) > WITHIN * fmax(sum, whole))
        find(at, found, fabs(log(sum / whole)), "%.0f, total %.0f", sum, whole);
}

static void
after_and_before(const struct at *at, struct findings *found)
{
    const double before = total(at, EVIDENCE_BLOCK), after = total(at, EVIDENCE_BLOCK_AFTER);
    if (after > before * (1.0 + WITHIN))
        find(at, found, after / before, "%.0f after, %.0f before", after, before);
}

static void
deductions_and_total(const struct at *at, struct findings *found)
{
    const double whole = total(at, EVIDENCE_DEDUCTION);
    double sum = 0.0;
    for (int i = PAID_MAINSTREAM_6000; i <= PAID_COLLEGE; i++) {
        const double one = part(at, EVIDENCE_DEDUCTION, i);
        sum += isnan(one) ? 0.0 : one;
    }
    if (sum > 0.0 && fabs(sum - whole) > PARTS_WITHIN * fmax(sum, whole))
        find(at, found, fabs(log(sum / whole)), "%.0f, total %.0f", sum, whole);
}

/* Five months of spring's places and seven of autumn's. */
static void
pounds_of_a_place(const struct at *at, struct findings *found)
{
    for (int i = PAID_MAINSTREAM_6000; i <= PAID_COLLEGE; i++) {
        const double places = (5.0 * part(at, EVIDENCE_PLACES_SPRING, i) +
                               7.0 * part(at, EVIDENCE_PLACES_AUTUMN, i)) /
                              12.0,
                     gbp = part(at, EVIDENCE_DEDUCTION, i) / places;
        if (places >= LEAST_PLACES && (gbp < OF_A_PLACE[0] || gbp > OF_A_PLACE[1]))
            find(at, found, fabs(log(gbp / 10000.0)), "%s, %.0f a place",
                 evidence_part_row(EVIDENCE_DEDUCTION, i)->id, gbp);
    }
}

static void
balance_and_block(const struct at *at, struct findings *found)
{
    const double balance = fabs(total(at, EVIDENCE_BALANCE));
    double most = MOST_BLOCKS * total(at, EVIDENCE_BLOCK);
    if (at->of->area[at->area].level != AREA_AUTHORITY)
        return;
    for (int back = 1; back <= YEARS_BACK && isnan(most); back++)
        most = MOST_BLOCKS * evidence_total(at->of, at->area, EVIDENCE_BLOCK, at->year - back);
    most = isnan(most) ? MOST_BALANCE : most;
    if (balance > most)
        find(at, found, balance / most, "%.0f", total(at, EVIDENCE_BALANCE));
}

static void
outturn_of_a_plan(const struct at *at, struct findings *found)
{
    const double plans = evidence_total(at->of, at->area, EVIDENCE_PLANS, at->year - 1),
                 gbp = total(at, EVIDENCE_SPENDING) / plans;
    if (plans >= LEAST_PLANS && (gbp < OF_A_PLAN[0] || gbp > OF_A_PLAN[1]))
        find(at, found, fabs(log(gbp / 14000.0)), "%.0f, %.0f a plan", total(at, EVIDENCE_SPENDING),
             gbp);
}

static void
pupils_and_capacity(const struct at *at, struct findings *found)
{
    for (int i = CAPACITY_SPECIAL; i <= CAPACITY_AP; i++) {
        const double capacity = part(at, EVIDENCE_CAPACITY, i),
                     pupils = part(at, EVIDENCE_ON_ROLL, i), share = pupils / capacity;
        if (fmax(capacity, pupils) >= LEAST_CAPACITY &&
            at->of->area[at->area].level == AREA_AUTHORITY &&
            (share < OF_CAPACITY[0] || share > OF_CAPACITY[1] || capacity > MOST_CAPACITY))
            find(at, found, capacity, "%s, %.0f pupils of %.6g",
                 evidence_part_row(EVIDENCE_CAPACITY, i)->id, pupils, capacity);
    }
}

static int
look_at_years(struct evidence *self, struct hr_err *err)
{
    static const struct {
        void (*look)(const struct at *at, struct findings *found);
        const char *opening;
    } LOOK[] = {
        { blocks_and_total, "sums: blocks of the DSG do not add up to its total" },
        { after_and_before,
          "outliers: the high needs block is larger after deductions than before" },
        { deductions_and_total, "sums: deductions by kind of place do not add up to their total" },
        { pounds_of_a_place, "outliers: deductions that are under 1,000 or over 40,000 pounds a "
                             "place: is the unit that of the heading?" },
        { balance_and_block,
          "outliers: balances of the DSG over twice the high needs block: is the "
          "unit that of the heading?" },
        { outturn_of_a_plan, "outliers: outturn under 1,000 or over 100,000 pounds a plan" },
        { pupils_and_capacity, "outliers: pupils and capacity of schools do not fit" },
    };
    int ret = 0;
    for (size_t i = 0; i < sizeof LOOK / sizeof *LOOK && ret == 0; i++) {
        struct findings found = { 0 };
        for (int area = 0; area < (int)self->n_area; area++)
            for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
                LOOK[i].look(&(struct at){ self, area, year }, &found);
        ret = findings_say(&found, LOOK[i].opening, self, err);
    }
    return ret;
}

int
evidence_money(struct evidence *self, struct hr_err *err)
{
    static const struct {
        enum evidence_measure measure;
        const char *opening;
    } LOOK[] = {
        { EVIDENCE_BLOCK, "outliers: pounds of the high needs block far from those before: is the "
                          "unit that of the heading?" },
        { EVIDENCE_BLOCK_AFTER, "outliers: pounds of the high needs block after deductions far "
                                "from those before: is the unit that of the heading?" },
        { EVIDENCE_SPENDING, "outliers: pounds of outturn far from those before" },
    };
    int ret = 0;
    for (size_t i = 0; i < sizeof LOOK / sizeof *LOOK && ret == 0; i++) {
        struct findings found = { 0 };
        for (int area = 0; area < (int)self->n_area; area++)
            for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
                look_at(self, area, LOOK[i].measure, year, &found);
        ret = findings_say(&found, LOOK[i].opening, self, err);
    }
    return ret == 0 ? look_at_years(self, err) : ret;
}
