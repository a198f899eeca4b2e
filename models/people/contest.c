#include "contest.h"

#include "field_rows.h"

#include <math.h>
#include <stdlib.h>

int
contest_init(struct contest *self, const struct contest_in *in, const struct dims *dims,
             struct hr_err *err)
{
    *self = (struct contest){ .in = in, .dims = *dims };
    self->from = calloc(dims->n_setting, sizeof *self->from);
    self->to = calloc(dims->n_setting, sizeof *self->to);
    if (self->from == NULL || self->to == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu settings", dims->n_setting);
    return 0;
}

void
contest_release(struct contest *self)
{
    free(self->from);
    free(self->to);
    *self = (struct contest){ 0 };
}

static void
move(const struct contest *self, size_t i_ncy, size_t need, size_t from, size_t to, double n,
     double *stock, struct flows *flows)
{
    const size_t first = need * self->dims.n_setting;
    stock[i_ncy * self->dims.n_place + first + from] -= n;
    stock[i_ncy * self->dims.n_place + first + to] += n;
    flows->joined[first + from] -= n;
    flows->joined[first + to] += n;
}

static void
decide_place(const struct contest *self, size_t i_ncy, size_t place, double n, double share,
             const struct step *step, double *stock, struct flows *flows)
{
    const size_t n_setting = self->dims.n_setting, need = place / n_setting,
                 from = place % n_setting;
    draw_at(step->draw, &(struct draw_key){ .purpose = self->purpose,
                                            .item = self->item[place],
                                            .ncy = NCY_MIN + (int)i_ncy,
                                            .year = step->year });
    const double moved = draw_binomial(step->draw, n, share);
    if (step->draw->expected) {
        for (size_t s = 0; s < n_setting; s++)
            move(self, i_ncy, need, from, s,
                 moved * (self->to[s] - (s > 0 ? self->to[s - 1] : 0.0)) / self->to[n_setting - 1],
                 stock, flows);
        return;
    }
    for (double i = 0.0; i < moved; i += 1.0)
        move(self, i_ncy, need, from, draw_category(step->draw, self->to, n_setting), 1.0, stock,
             flows);
}

void
contest_decide(const struct contest *self, size_t i_ncy, const double *joined_before,
               const struct step *step, double *stock, struct flows *flows)
{
    const double share = step->value[self->in->rate] * step->value[self->in->won];
    if (share <= 0.0 || self->to[self->dims.n_setting - 1] <= 0.0)
        return;
    for (size_t place = 0; place < self->dims.n_place; place++) {
        const double n = flows->joined[place] - joined_before[place];
        if (self->from[place % self->dims.n_setting] && n > 0.0)
            decide_place(self, i_ncy, place, n, share, step, stock, flows);
    }
}

/* ---- fields */

static const struct field contest_row[] = {
    QUANTITY("rate", "share", 0, 1, MUST, AT(contest_in, rate),
             "{ low = 0.02; central = 0.04; high = 0.07; }",
             "Part of the new plans placed in from whose placement is contested, beyond those "
             "that joiners.mix and movers already hold.",
             SHARE),
    QUANTITY("won", "share", 0, 1, MUST, AT(contest_in, won), "0.9",
             "Part of the contested placements that end in to.", SHARE),
    TEXTS("from", 0, 0, "( \"mainstream\" )", LIST_AT(contest_in, from),
          "( \"mainstream\", \"unit\" )",
          "Where the contested placements are: ids of settings, or names of categories for all "
          "their settings."),
    PLACE("to", "\"independent\"", AT(contest_in, to), "\"independent\"",
          "Where they are placed instead: id of a setting, or the name of a category, shared "
          "out as its plans are."),
};
const struct field_table contest_fields = TABLE(contest_row);
