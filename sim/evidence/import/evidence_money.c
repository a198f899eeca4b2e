#include "evidence_money.h"

#include "evidence_traps.h"

#include <math.h>

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
    return ret;
}
