#include "people.h"

#include "field_rows.h"

#include <math.h>
#include <string.h>

/* ---- one replicate's rates ---- */

void
exit_rates_init(struct exit_rates *self, const struct exits *exits, struct arena *arena)
{
    *self = (struct exit_rates){ 0 };
    self->p_out = arena_zero(arena, exits->dims.n_cell, sizeof *self->p_out);
    self->leave = arena_zero(arena, exits->dims.n_cell, sizeof *self->leave);
    self->cum = arena_zero(arena, exits->n_exit, sizeof *self->cum);
    self->has_ways = arena_zero(arena, exits->dims.n_cell, sizeof *self->has_ways);
    self->asked = arena_zero(arena, exits->dims.n_cell, sizeof *self->asked);
    if (exits->rates == NULL || arena->failed)
        return;
    for (size_t cell = 0; cell < exits->dims.n_cell; cell++)
        if (leaving_rate(exits, cell) != NO_RATE || moving_rate(exits, cell) != NO_RATE)
            self->asked[self->n_asked++] = cell; /* all are to be forgotten once */
    rate_draws_init(&self->draws, exits->rates, arena);
}

/* Cells with rates of their own wait for them. */
static void
forget(struct exit_rates *self)
{
    rate_draws_forget(&self->draws);
    for (; self->n_asked > 0; self->n_asked--) {
        const size_t cell = self->asked[self->n_asked - 1];
        self->p_out[cell] = -1.0;
        self->has_ways[cell] = false;
    }
}

void
exit_rates_open(struct exit_rates *self, const struct exits *exits)
{
    if (exits->rates != NULL && exits->rates->yearly)
        forget(self);
}

/* The moves of one cell that has no rate of moving. */
struct moves {
    size_t lifted; /* the way out that is k of the row (pull.h); SIZE_MAX: to stay, or none */
    double moving, pulled; /* sum of m_d, and of f_d m_d */
    double chance;         /* M' */
};

static double
factor_of(const struct pull *pull, size_t to, bool lifted)
{
    return lifted ? pull->lifted[to] : pull->usual[to];
}

static struct moves
moves_of_cell(const struct exits *exits, size_t cell, double turnover, const struct pull *pull)
{
    struct moves moves = { .lifted = SIZE_MAX };
    const size_t first = exits->first[cell] + 1, end = exits->first[cell + 1];
    for (size_t e = first; e < end; e++)
        moves.moving += exits->share[e];
    if (!(moves.moving > 0.0))
        return moves;
    const double usual = scale_odds(moves.moving, turnover) / moves.moving;
    double cum = 0.0;
    for (size_t e = first; e < end; e++) {
        const bool passed = cum > pull->u;
        cum += exits->share[e] * usual;
        if (pull->any && !passed && cum > pull->u)
            moves.lifted = e;
        moves.pulled += exits->share[e] * factor_of(pull, exits->to[e], e == moves.lifted);
    }
    /* 1 when the shares add up to 1, rounding or not */
    moves.chance = scale_odds(moves.moving, turnover * (moves.pulled / moves.moving));
    return moves;
}

/* Ways out of one cell: leave first, which is known, then destinations. Returns the chance to take
 * any. */
static double
rates_of_cell(const struct exits *exits, size_t cell, double turnover, const struct pull *pull,
              double *cum)
{
    const double hazard = cum[0];
    const size_t first = exits->first[cell], n = exits->first[cell + 1] - first;
    if (n == 1)
        return hazard;
    const struct moves moves = moves_of_cell(exits, cell, turnover, pull);
    const double scale = (1.0 - hazard) * (moves.chance / moves.pulled);
    for (size_t e = 1; e < n; e++)
        cum[e] = cum[e - 1] + exits->share[first + e] *
                                  factor_of(pull, exits->to[first + e], first + e == moves.lifted) *
                                  scale;
    return hazard + (1.0 - hazard) * moves.chance;
}

void
exit_rates_set(struct exit_rates *self, const struct exits *exits, const struct leavers *leavers,
               const double *value, const struct pull *pull)
{
    const struct dims *d = &exits->dims;
    const double turnover = value[exits->turnover];
    self->leavers = leavers;
    self->pull = pull;
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t s = 0; exits->n_plain[i] > 0 && s < d->n_setting; s++) {
            double hazard = -1.0; /* of cells without rates of their own, where there are any */
            for (size_t need = 0; need < d->n_need; need++) {
                const size_t cell = i * d->n_place + need * d->n_setting + s;
                if (leaving_rate(exits, cell) != NO_RATE || moving_rate(exits, cell) != NO_RATE)
                    continue;
                hazard =
                    hazard >= 0.0 ? hazard : leave_hazard(leavers, value, i, exits->category[s]);
                double *cum = self->cum + exits->first[cell];
                self->leave[cell] = cum[0] = hazard;
                self->p_out[cell] = rates_of_cell(exits, cell, turnover, pull, cum);
                self->has_ways[cell] = true;
            }
        }
    if (exits->rates != NULL)
        forget(self);
}

/* ---- cells with rates of their own ---- */

/* To leave, in a year. */
static double
chance_to_leave(struct exit_rates *self, const struct exits *exits, size_t i_ncy, size_t cell,
                const struct step *step)
{
    const struct own_rates *own = &exits->own[cell];
    if (own->leave == NO_RATE)
        return leave_hazard(self->leavers, step->value, i_ncy,
                            exits->category[cell % exits->dims.n_setting]);
    return scale_odds(rate_of_leaving(&self->draws, exits->rates, own->leave, step),
                      own->leave_odds * leave_level(self->leavers, step->value, i_ncy));
}

/* To move, of those who stay. */
static double
chance_to_move(struct exit_rates *self, const struct exits *exits, size_t cell,
               const struct step *step)
{
    const struct own_rates *own = &exits->own[cell];
    const double turnover = step->value[exits->turnover];
    if (own->move == NO_RATE)
        return moves_of_cell(exits, cell, turnover, self->pull).chance;
    return scale_odds(rate_of_moving(&self->draws, exits->rates, own->move, step),
                      own->move_odds * turnover);
}

double
exit_chance_drawn(struct exit_rates *self, const struct exits *exits, size_t i_ncy, size_t cell,
                  const struct step *step)
{
    const double leave = chance_to_leave(self, exits, i_ncy, cell, step);
    self->asked[self->n_asked++] = cell;
    self->leave[cell] = leave;
    return self->p_out[cell] = leave + (1.0 - leave) * chance_to_move(self, exits, cell, step);
}

void
exit_ways(struct exit_rates *self, const struct exits *exits, size_t cell, const struct step *step)
{
    const size_t first = exits->first[cell], n = exits->first[cell + 1] - first;
    double *cum = self->cum + first;
    if (self->has_ways[cell])
        return;
    self->has_ways[cell] = true;
    cum[0] = self->leave[cell];
    if (n == 1)
        return;
    const size_t moving = moving_rate(exits, cell);
    if (moving == NO_RATE) {
        (void)rates_of_cell(exits, cell, step->value[exits->turnover], self->pull, cum);
        return;
    }
    const double moved = (1.0 - cum[0]) * chance_to_move(self, exits, cell, step);
    const double *share = rates_where(&self->draws, exits->rates, moving, step);
    for (size_t e = 1; e < n; e++)
        cum[e] = cum[e - 1] + moved * share[e - 1];
}

/* ---- fields */

static const struct field move_row[] = {
    WHOLE("ncy", "national curriculum year", NCY_MIN + 1, NCY_MAX, MUST, AT(move_in, ncy), "7",
          "Year group moved into: 7 is the move to secondary school."),
    PLACE("from", MUST, AT(move_in, from), "\"mainstream\"",
          "Id of a setting, or the name of a category for all its settings."),
    PLACE("to", MUST, AT(move_in, to), "\"state_special\"",
          "Id of a setting, or the name of a category, shared out as its plans are."),
    ID("need", MAY, AT(move_in, need), "\"asd\"", "Id of the need that moves; left out: all.",
       REFERS(NEED)),
    NUMBER("share", "of those who keep a plan", 0, 1, MUST, AT(move_in, share), "0.05",
           "Part that moves each year."),
};
static const struct field_table move_fields =
    TABLE_OF(move_in, move_row, "ncy", "from", "to", "need");

static const struct field movers_row[] = {
    QUANTITY("turnover", "factor on the odds", 0, 20, MUST, AT(movers_in, turnover),
             "{ low = 0.7; central = 1.0; high = 1.4; }",
             "How much moving there is, relative to the rules.", POSITIVE),
    LIST("rules", 0, 5000, MUST, LIST_AT(movers_in, rule), &move_fields,
         "( { ncy = 7; from = \"mainstream\"; to = \"state_special\"; share = 0.05; }, ... )",
         "Who moves where."),
};
const struct field_table movers_fields = TABLE(movers_row);
