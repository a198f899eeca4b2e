#include "people.h"

#include "field_rows.h"

#include <math.h>

void
contest_init(struct contest *self, const struct contest_in *in, const struct dims *dims,
             struct arena *arena)
{
    *self = (struct contest){ .in = in, .dims = *dims };
    self->from = arena_zero(arena, dims->n_setting, sizeof *self->from);
    self->to = arena_zero(arena, dims->n_setting, sizeof *self->to);
}

struct contested { /* new plans of one NCY, need and setting */
    size_t i_ncy, place;
    double n;
};

static void
move(const struct contested *from, size_t to_place, double n, struct people *people)
{
    struct flows *flows = &people->flows;
    double *cell = people->stock + from->i_ncy * flows->n_place;
    cell[from->place] -= n;
    cell[to_place] += n;
    flows->joined[from->place] -= n;
    flows->joined[to_place] += n;
}

static void
decide(const struct contest *self, const struct contested *from, double share,
       struct people *people, const struct step *step)
{
    const size_t n_setting = self->dims.n_setting, first = from->place - from->place % n_setting;
    draw_at(step->draw, &(struct draw_key){ .purpose = self->purpose,
                                            .item = self->item[from->place],
                                            .ncy = NCY_MIN + (int)from->i_ncy,
                                            .year = step->year });
    const double moved = draw_binomial(step->draw, from->n, share);
    if (step->draw->expected) {
        for (size_t s = 0; s < n_setting; s++)
            move(from, first + s,
                 moved * (self->to[s] - (s > 0 ? self->to[s - 1] : 0.0)) / self->to[n_setting - 1],
                 people);
        return;
    }
    for (double i = 0.0; i < moved; i += 1.0)
        move(from, first + draw_category(step->draw, self->to, n_setting), 1.0, people);
}

void
contest_decide(const struct contest *self, size_t i_ncy, struct people *people,
               const struct step *step)
{
    const double share = step->value[self->in->rate] * step->value[self->in->won];
    if (share <= 0.0 || self->to[self->dims.n_setting - 1] <= 0.0)
        return;
    for (size_t place = 0; place < self->dims.n_place; place++) {
        const struct contested from = {
            i_ncy, place, people->flows.joined[place] - people->joined_before[place]
        };
        if (self->from[place % self->dims.n_setting] && from.n > 0.0)
            decide(self, &from, share, people, step);
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
