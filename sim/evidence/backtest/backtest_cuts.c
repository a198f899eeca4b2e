/* How often the block falls in cash in a forecast. */
#include "backtest_publish.h"

#include "list.h"
#include "text.h"

#include <math.h>

static const double ROUNDING = 1e-9;

/* Share of futures whose block is below that of the year before. */
static double
share_of_cuts(const struct forecast *of, size_t horizon, double last_gbp)
{
    const double *now = forecast_at(of, FORECAST_BLOCK, horizon),
                 *before = horizon == 0 ? NULL : forecast_at(of, FORECAST_BLOCK, horizon - 1);
    size_t n = 0;
    for (size_t k = 0; k < of->n_sample; k++)
        n += now[k] < (before == NULL ? last_gbp : before[k]) * (1.0 - ROUNDING);
    return (double)n / (double)of->n_sample;
}

int
backtest_note_cuts(struct backtest *self, struct backtest_cut at, double last_gbp,
                   const struct forecast *of, struct hr_err *err)
{
    int ret = 0;
    for (size_t horizon = 0; of->n_sample > 0 && horizon < of->n_horizon && ret == 0; horizon++) {
        if (isnan(last_gbp) || isnan(forecast_at(of, FORECAST_BLOCK, horizon)[0]))
            break;
        at.share = share_of_cuts(of, horizon, last_gbp);
        at.year++;
        ret = list_room(&self->cut, self->n_cut, sizeof *self->cut, err);
        if (ret == 0)
            self->cut[self->n_cut++] = at;
    }
    return ret;
}

struct cut_row {
    const char *code, *area;
    double origin, year, share;
};

int
backtest_cuts_table(const struct backtest *self, struct table *out, struct hr_err *err)
{
    static const struct table_field CUTS[] = {
        { .name = "origin", .type = TABLE_NUMBER, .offset = offsetof(struct cut_row, origin) },
        { .name = "area_code", .type = TABLE_TEXT, .offset = offsetof(struct cut_row, code) },
        { .name = "area", .type = TABLE_TEXT, .offset = offsetof(struct cut_row, area) },
        { .name = "year_to_march", .type = TABLE_NUMBER, .offset = offsetof(struct cut_row, year) },
        { .name = "share_with_cash_cut",
          .type = TABLE_NUMBER,
          .decimals = 4,
          .offset = offsetof(struct cut_row, share) },
    };
    table_init(out, "cash_cuts", CUTS, sizeof CUTS / sizeof *CUTS);
    for (size_t i = 0; i < self->n_cut; i++) {
        const struct evidence_area *area = &self->evidence->area[self->cut[i].area];
        table_put(out, &(struct cut_row){ area->code, area->name, self->cut[i].origin,
                                          self->cut[i].year, self->cut[i].share });
    }
    return table_check(out, err);
}

/* Ten authorities, spread over the codes, from the last origin that has a block to forecast. */
void
backtest_cuts_text(const struct backtest *self, struct text *out)
{
    enum { TEN = 10 };
    size_t first = self->n_cut, n_area = 0;
    while (first > 0 && self->cut[first - 1].origin == self->cut[self->n_cut - 1].origin)
        first--;
    for (size_t i = first; i < self->n_cut; i++)
        n_area += i == first || self->cut[i].area != self->cut[i - 1].area;
    if (n_area == 0)
        return;
    text_add(out,
             "\nShare of simulated futures in which the block falls in cash, %%, by financial year "
             "to March, from the end of %d: ten authorities of %zu (cash_cuts.csv has all)\n",
             self->cut[first].origin, n_area);
    size_t at = 0, shown = 0;
    for (size_t i = first; i < self->n_cut; i++) {
        const struct backtest_cut *cut = &self->cut[i];
        const bool begins = i == first || cut->area != self->cut[i - 1].area;
        at += begins;
        const bool picked = (at - 1) * TEN / n_area != (at - 2) * TEN / n_area || at == 1;
        if (!picked)
            continue;
        if (begins)
            text_add(out, "%s  %-30.30s", shown++ > 0 ? "\n" : "",
                     self->evidence->area[cut->area].name);
        text_add(out, "  %d %4.1f", cut->year, 100.0 * cut->share);
    }
    text_add(out, "\n");
}
