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
    self->cum = arena_zero(arena, exits->n_exit, sizeof *self->cum);
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
forget(struct exit_rates *self, const struct exits *exits)
{
    rate_draws_forget(&self->draws, exits->rates);
    for (; self->n_asked > 0; self->n_asked--) {
        const size_t cell = self->asked[self->n_asked - 1];
        self->p_out[cell] = -1.0;
        if (exits->first[cell + 1] - exits->first[cell] > 1)
            self->cum[exits->first[cell] + 1] = -1.0;
    }
}

void
exit_rates_open(struct exit_rates *self, const struct exits *exits)
{
    if (exits->rates != NULL && exits->rates->yearly)
        forget(self, exits);
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
                cum[0] = hazard;
                self->p_out[cell] = rates_of_cell(exits, cell, turnover, pull, cum);
            }
        }
    if (exits->rates != NULL)
        forget(self, exits);
}

/* ---- cells with rates of their own ---- */

/* To leave, in a year. */
static double
chance_to_leave(struct exit_rates *self, const struct exits *exits, size_t i_ncy, size_t cell,
                const struct step *step)
{
    const size_t leaving = leaving_rate(exits, cell);
    if (leaving == NO_RATE)
        return leave_hazard(self->leavers, step->value, i_ncy,
                            exits->category[cell % exits->dims.n_setting]);
    return scale_odds(rate_of_leaving(&self->draws, exits->rates, leaving, step),
                      exits->rates->leave_odds[cell] *
                          leave_level(self->leavers, step->value, i_ncy));
}

/* To move, of those who stay. */
static double
chance_to_move(struct exit_rates *self, const struct exits *exits, size_t cell,
               const struct step *step)
{
    const size_t moving = moving_rate(exits, cell);
    const double turnover = step->value[exits->turnover];
    if (moving != NO_RATE)
        return scale_odds(rate_of_moving(&self->draws, exits->rates, moving, step),
                          exits->rates->move_odds[cell] * turnover);
    return moves_of_cell(exits, cell, turnover, self->pull).chance;
}

/* The chances of the places of a row that nobody has asked for yet. */
static void
fill_chances(struct exit_rates *self, const struct exits *exits, size_t i_ncy,
             const struct row *row, const struct step *step)
{
    for (size_t i = 0; i < row->n; i++) {
        const size_t cell = i_ncy * exits->dims.n_place + row->place[i];
        if (self->p_out[cell] >= 0.0)
            continue;
        const double leave = chance_to_leave(self, exits, i_ncy, cell, step);
        self->asked[self->n_asked++] = cell;
        self->p_out[cell] = leave + (1.0 - leave) * chance_to_move(self, exits, cell, step);
        self->cum[exits->first[cell]] = leave;
    }
}

/* The ways out of a cell that somebody leaves for the first time; the first of them, to leave, is
 * known. */
static void
fill_ways(struct exit_rates *self, const struct exits *exits, size_t cell, const struct step *step)
{
    const size_t first = exits->first[cell], n = exits->first[cell + 1] - first;
    double *cum = self->cum + first;
    if (n == 1 || cum[1] >= 0.0)
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

/* ---- one year ---- */

void
row_init(struct row *self, const struct exits *exits, struct arena *arena)
{
    const size_t n = exits->dims.n_place + 1; /* gather writes one past the last it keeps */
    *self = (struct row){ 0 };
    self->place = arena_zero(arena, n, sizeof *self->place);
    self->item = arena_zero(arena, n, sizeof *self->item);
    self->block = arena_zero(arena, n, sizeof *self->block);
    self->arriving = arena_zero(arena, n, sizeof *self->arriving);
    self->arrival = arena_zero(arena, n, sizeof *self->arrival);
    self->cum = arena_zero(arena, exits->dims.n_setting + 1, sizeof *self->cum);
}

/* A cell whose children may go. */
struct origin {
    size_t i_ncy, n_exit;
    const size_t *to;       /* [n_exit]: its ways out */
    size_t place, need_row; /* need_row: first place of the same need */
    double *children;       /* in the stock */
    double lost, gained; /* part of a place-year that who goes takes from here, and brings there */
    double *left, *moved_out, *years_lost; /* this place's of the year's flows */
};

static struct origin
origin_of(const struct exits *exits, size_t i_ncy, size_t place, const struct people *people)
{
    const int ncy = NCY_MIN + (int)i_ncy;
    const size_t cell = i_ncy * exits->dims.n_place + place;
    return (struct origin){
        .i_ncy = i_ncy,
        .to = exits->to + exits->first[cell],
        .n_exit = exits->first[cell + 1] - exits->first[cell],
        .place = place,
        .need_row = place - place % exits->dims.n_setting,
        .children = &people->stock[cell],
        .lost = fy_share_of_new_ay(
            ncy - 1 >= NCY_POST16), /* of the place they held, at the NCY they finished */
        .gained = fy_share_of_new_ay(ncy >= NCY_POST16),
        .left = &people->flows.left[place],
        .moved_out = &people->flows.moved_out[place],
        .years_lost = &people->flows.lost[place],
    };
}

/* Children go from a cell to a setting of the same NCY and need, or no longer hold a plan. */
static void
depart(const struct origin *from, size_t to_setting, double children, struct people *people)
{
    *from->children -= children;
    *from->years_lost += children * from->lost;
    if (to_setting == EXIT_LEAVE) {
        *from->left += children;
        return;
    }
    struct flows *flows = &people->flows;
    struct row *row = &people->row;
    const size_t to = from->need_row + to_setting;
    *from->moved_out += children;
    flows->moved_in[to] += children;
    flows->gained[to] += children * from->gained;
    if (row->arriving[to] <= 0.0 && children > 0.0)
        row->arrival[row->n_arrival++] = to;
    row->arriving[to] += children;
    if (people->departures != NULL)
        departures_move(people->departures, from->i_ncy, from->place, to_setting, children);
}

/* Shares those who go out over the ways out, by their cumulative weights: one word a child, or
 * expected shares. Words are asked for in lots because that is quicker. */
static void
depart_all(const struct origin *from, const double *cum, double out, struct people *people,
           struct draw *draw)
{
    enum { LOT = 64 };
    const size_t n = from->n_exit, *to = from->to;
    if (!draw->expected) {
        const size_t n_child = (size_t)out;
        uint32_t word[LOT];
        for (size_t child = 0; child < n_child; child++) {
            if (child % LOT == 0)
                draw_words(draw, n_child - child < LOT ? n_child - child : LOT, word);
            depart(from, to[category_of_word(word[child % LOT], cum, n)], 1.0, people);
        }
        return;
    }
    for (size_t e = 0; e < n; e++)
        depart(from, to[e], out * ((cum[e] - (e > 0 ? cum[e - 1] : 0.0)) / cum[n - 1]), people);
}

/* This year's chances of one cell: to leave, and what the usual chance of each other way out is
 * multiplied by. Moves are shares of what leaving leaves them, as ever, and the odds of moving at
 * all have their own factor. */
struct odds_at { /* of this year, at one NCY */
    double leaving, moving;
    const struct leave_year *year;
    bool usual; /* a year like any other */
};
struct year_chances {
    double leave, others;
};

static struct year_chances
chances_of_year(const struct exits *exits, const struct exit_rates *rates, size_t cell,
                const struct odds_at *odds)
{
    const double hazard = rates->cum[exits->first[cell]], p_out = rates->p_out[cell];
    struct year_chances year = { .leave = leave_chance_of_year(odds->year,
                                                               scale_odds(hazard, odds->leaving)) };
    if (hazard >= 1.0)
        return year;
    year.others = (1.0 - year.leave) / (1.0 - hazard);
    if (odds->moving != 1.0 && p_out > hazard) {
        const double usual = (p_out - hazard) / (1.0 - hazard); /* M' */
        year.others *= scale_odds(usual, odds->moving) / usual;
    }
    return year;
}

/* This year's chance to go. */
static double
chance_of_year(const struct exits *exits, const struct exit_rates *rates, size_t cell,
               const struct odds_at *odds)
{
    const double p_out = rates->p_out[cell];
    if (odds->usual || p_out >= 1.0) /* where nobody stays, rounding must not pass 1 */
        return fmin(p_out, 1.0);
    const struct year_chances year = chances_of_year(exits, rates, cell, odds);
    return fmin(1.0, year.leave + (p_out - rates->cum[exits->first[cell]]) * year.others);
}

/* The weights of the ways out likewise: the usual ones, or this year's in cum. */
static const double *
ways_of_year(const struct exits *exits, const struct exit_rates *rates, size_t cell,
             const struct odds_at *odds, double *cum)
{
    const size_t first = exits->first[cell], n = exits->first[cell + 1] - first;
    const double *usual = rates->cum + first;
    if (odds->usual)
        return usual;
    const struct year_chances year = chances_of_year(exits, rates, cell, odds);
    cum[0] = year.leave;
    for (size_t e = 1; e < n; e++)
        cum[e] = cum[0] + (usual[e] - usual[0]) * year.others;
    return cum;
}

/* The places of one NCY that hold anybody who may go. Written without a branch: which cells are
 * empty has no pattern. */
static void
gather(const struct exits *exits, const double *p_out, const double *stock, struct row *row)
{
    size_t n_held = 0, n = 0;
    for (size_t place = 0; place < exits->dims.n_place; place++) {
        row->place[n_held] = place;
        n_held += stock[place] > 0.0;
    }
    for (size_t i = 0; i < n_held; i++) {
        const size_t place = row->place[i];
        row->place[n] = place;
        row->item[n] = exits->item[place];
        n += p_out[place] != 0.0;
    }
    row->n = n;
}

/* Nobody goes when u <= (1 - p)^n, and 1 - n p is less than that: most cells are settled by their
 * first uniform alone. */
static bool
nobody_goes(const uint32_t block[4], double n, double p)
{
    return hr_uniform_of_words(block[0], block[1]) <= 1.0 - n * p;
}

static struct odds_at
odds_at(const struct exit_odds *odds, size_t i_ncy)
{
    const double leaving = odds->leaving[i_ncy], moving = odds->moving[i_ncy];
    return (struct odds_at){ leaving, moving, &odds->year,
                             leaving == 1.0 && moving == 1.0 && odds->year.usual == 1.0 &&
                                 odds->year.lifted == 1.0 };
}

static void
leave_or_move_at_ncy(const struct exits *exits, const struct exit_odds *year, size_t i_ncy,
                     struct people *people, const struct step *step)
{
    const struct odds_at odds = odds_at(year, i_ncy);
    struct exit_rates *rates = &people->exit_rates;
    struct row *row = &people->row;
    double *stock = people->stock;
    const size_t n_place = exits->dims.n_place, first_cell = i_ncy * n_place;
    const double *p_out = rates->p_out + first_cell;
    struct draw *draw = step->draw;
    const struct draw_key key = { .purpose = exits->purpose,
                                  .ncy = NCY_MIN + (int)i_ncy,
                                  .year = step->year };
    gather(exits, p_out, stock + first_cell, row);
    if (row->n == 0)
        return;
    if (exits->rates != NULL)
        fill_chances(rates, exits, i_ncy, row, step);
    if (!draw->expected)
        draw_first_blocks(draw, &key, row->item, row->n, row->block);
    const double leave_most = fmax(1.0, odds.leaving * fmax(1.0, year->year.lifted));
    for (size_t i = 0; i < row->n; i++) {
        const size_t place = row->place[i];
        const double n = stock[first_cell + place];
        if (!draw->expected &&
            nobody_goes(row->block[i], n,
                        fmax(1.0, odds.moving) * p_out[place] +
                            (leave_most - 1.0) * rates->cum[exits->first[first_cell + place]]))
            continue;
        const double p = chance_of_year(exits, rates, first_cell + place, &odds);
        double out = n * p;
        if (!draw->expected) {
            draw_resume(draw, row->item[i], row->block[i]);
            out = binomial_quantile(hr_uniform_of_words(row->block[i][0], row->block[i][1]), n, p);
        }
        if (out <= 0.0)
            continue;
        fill_ways(rates, exits, first_cell + place, step);
        const struct origin from = origin_of(exits, i_ncy, place, people);
        const double *cum = ways_of_year(exits, rates, first_cell + place, &odds, row->cum);
        if (people->departures != NULL)
            departures_out(people->departures, i_ncy, place, n, out);
        depart_all(&from, cum, out, people, draw);
    }
    for (; row->n_arrival > 0; row->n_arrival--) {
        const size_t place = row->arrival[row->n_arrival - 1];
        stock[first_cell + place] += row->arriving[place];
        row->arriving[place] = 0.0;
    }
}

void
people_leave_or_move(const struct exits *exits, const struct exit_odds *odds, struct people *people,
                     const struct step *step)
{
    for (size_t i = 0; i < N_NCY; i++)
        leave_or_move_at_ncy(exits, odds, i, people, step);
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
