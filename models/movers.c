#include "movers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- compiling ---- */

static bool
rule_is_for(const struct move_rule *rule, size_t i_ncy, size_t need, size_t from)
{
    return rule->i_ncy == i_ncy && rule->from == from && (rule->need == SIZE_MAX || rule->need == need) && rule->share > 0.0;
}

static int
by_ncy_and_from(const void *a, const void *b)
{
    const struct move_rule *x = a, *y = b;
    if (x->i_ncy != y->i_ncy)
        return x->i_ncy < y->i_ncy ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->need != y->need)
        return x->need < y->need ? -1 : 1;
    return (x->share > y->share) - (x->share < y->share);
}

/* Appends the exits of one cell; rules are sorted, so destinations come in id order and equal ones are neighbours. */
static int
compile_cell(struct exits *self, const struct move_rule *rule, size_t n_rule, size_t cell, struct hr_err *err)
{
    const struct dims *d = &self->dims;
    const size_t place = cell % d->n_place, need = place / d->n_setting, from = place % d->n_setting, i_ncy = cell / d->n_place;
    const size_t first = self->n_exit;
    self->to[self->n_exit++] = EXIT_LEAVE;
    double sum = 0.0;
    for (size_t i = 0; i < n_rule; i++) {
        if (!rule_is_for(&rule[i], i_ncy, need, from))
            continue;
        if (self->n_exit == first + 1 || self->to[self->n_exit - 1] != rule[i].to) {
            self->to[self->n_exit] = rule[i].to;
            self->share[self->n_exit++] = 0.0;
        }
        self->share[self->n_exit - 1] += rule[i].share;
        sum += rule[i].share;
    }
    if (sum > 1.0 + 1e-12)
        return hr_fail(err, HR_ESCENARIO, "movers.rules: at NCY %d the shares that move add up to %.4g of those who stay, want at most 1",
                       NCY_MIN + (int)i_ncy, sum);
    self->first[cell + 1] = self->n_exit;
    return 0;
}

/* Rules of one (NCY, from) are neighbours once sorted: the slice of them. */
static size_t
slice_of(const struct move_rule *rule, size_t n_rule, size_t i_ncy, size_t from, size_t *n)
{
    size_t begin = 0;
    while (begin < n_rule && (rule[begin].i_ncy < i_ncy || (rule[begin].i_ncy == i_ncy && rule[begin].from < from)))
        begin++;
    size_t end = begin;
    while (end < n_rule && rule[end].i_ncy == i_ncy && rule[end].from == from)
        end++;
    *n = end - begin;
    return begin;
}

int
exits_init(struct exits *self, const struct dims *dims, const struct move_rule *rule, size_t n_rule, struct hr_err *err)
{
    *self = (struct exits){ .dims = *dims };
    int ret = 0;
    const size_t room = dims->n_cell + n_rule * dims->n_need; /* a leave a cell, and each rule once a need */
    struct move_rule *sorted = calloc(n_rule + 1, sizeof *sorted);
    self->first = calloc(dims->n_cell + 1, sizeof *self->first);
    self->to = calloc(room, sizeof *self->to);
    self->share = calloc(room, sizeof *self->share);
    self->category = calloc(dims->n_setting, sizeof *self->category);
    self->item = calloc(dims->n_place, sizeof *self->item);
    if (sorted == NULL || self->first == NULL || self->to == NULL || self->share == NULL || self->category == NULL || self->item == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for the moves of %zu cells", dims->n_cell);
        goto out;
    }
    for (size_t i = 0; i < n_rule; i++)
        sorted[i] = rule[i];
    qsort(sorted, n_rule, sizeof *sorted, by_ncy_and_from);
    for (size_t cell = 0; cell < dims->n_cell && ret == 0; cell++) {
        size_t n;
        const size_t begin = slice_of(sorted, n_rule, cell / dims->n_place, cell % dims->n_place % dims->n_setting, &n);
        ret = compile_cell(self, sorted + begin, n, cell, err);
    }
out:
    free(sorted);
    return ret;
}

void
exits_release(struct exits *self)
{
    free(self->first);
    free(self->to);
    free(self->share);
    free(self->category);
    free(self->item);
    *self = (struct exits){ 0 };
}

/* ---- one replicate's rates ---- */

int
exit_rates_init(struct exit_rates *self, const struct exits *exits, struct hr_err *err)
{
    *self = (struct exit_rates){ 0 };
    self->p_out = calloc(exits->dims.n_cell, sizeof *self->p_out);
    self->cum = calloc(exits->n_exit, sizeof *self->cum);
    if (self->p_out == NULL || self->cum == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the rates of %zu cells", exits->dims.n_cell);
    return 0;
}

void
exit_rates_release(struct exit_rates *self)
{
    free(self->p_out);
    free(self->cum);
    *self = (struct exit_rates){ 0 };
}

/* Ways out of one cell: leave first, then destinations. Returns the chance to take any. */
static double
rates_of_cell(const double *share, size_t n, double hazard, double turnover, double *cum)
{
    double moving = 0.0;
    for (size_t e = 1; e < n; e++)
        moving += share[e];
    const double scaled = scale_odds(moving, turnover); /* 1 when the shares add up to 1, rounding or not */
    cum[0] = hazard;
    for (size_t e = 1; e < n; e++)
        cum[e] = cum[e - 1] + (1.0 - hazard) * share[e] * (scaled / moving);
    return hazard + (1.0 - hazard) * scaled;
}

void
exit_rates_set(struct exit_rates *self, const struct exits *exits, const struct leavers *leavers, const double *value)
{
    const struct dims *d = &exits->dims;
    const double turnover = value[exits->turnover];
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t s = 0; s < d->n_setting; s++) {
            const double hazard = leave_hazard(leavers, value, i, exits->category[s]);
            for (size_t need = 0; need < d->n_need; need++) {
                const size_t cell = i * d->n_place + need * d->n_setting + s, first = exits->first[cell];
                self->p_out[cell] =
                    rates_of_cell(exits->share + first, exits->first[cell + 1] - first, hazard, turnover, self->cum + first);
            }
        }
}

/* ---- one year ---- */

int
row_init(struct row *self, const struct exits *exits, struct hr_err *err)
{
    const size_t n = exits->dims.n_place + 1; /* gather writes one past the last it keeps */
    *self = (struct row){ 0 };
    self->place = calloc(n, sizeof *self->place);
    self->item = calloc(n, sizeof *self->item);
    self->block = calloc(n, sizeof *self->block);
    self->arriving = calloc(n, sizeof *self->arriving);
    self->cum = calloc(exits->dims.n_setting + 1, sizeof *self->cum);
    if (self->place == NULL || self->item == NULL || self->block == NULL || self->arriving == NULL || self->cum == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the moves of %zu places", n);
    return 0;
}

void
row_release(struct row *self)
{
    free(self->place);
    free(self->item);
    free(self->block);
    free(self->arriving);
    free(self->cum);
    *self = (struct row){ 0 };
}

/* A cell whose children may go. */
struct origin {
    size_t place, need_row; /* need_row: first place of the same need */
    double *children;       /* in the stock */
    double lost, gained;    /* part of a place-year that who goes takes from here, and brings there */
};

static struct origin
origin_of(const struct exits *exits, size_t i_ncy, size_t place, double *stock)
{
    const int ncy = NCY_MIN + (int)i_ncy;
    return (struct origin){
        .place = place,
        .need_row = place - place % exits->dims.n_setting,
        .children = &stock[i_ncy * exits->dims.n_place + place],
        .lost = fy_share_of_new_ay(ncy - 1 >= NCY_POST16), /* of the place they held, at the NCY they finished */
        .gained = fy_share_of_new_ay(ncy >= NCY_POST16),
    };
}

/* Children go from a cell to a setting of the same NCY and need, or no longer hold a plan. */
static void
depart(const struct origin *from, size_t to_setting, double children, double *arriving, struct flows *flows)
{
    *from->children -= children;
    flows->lost[from->place] += children * from->lost;
    if (to_setting == EXIT_LEAVE) {
        flows->left[from->place] += children;
        return;
    }
    const size_t to = from->need_row + to_setting;
    flows->moved_out[from->place] += children;
    flows->moved_in[to] += children;
    flows->gained[to] += children * from->gained;
    arriving[to] += children;
}

/* Shares those who go out over the ways out: one word a child, or expected shares. */
static void
depart_all(const struct exits *exits, const double *cum, const struct origin *from, size_t cell, double out, struct draw *draw,
           double *arriving, struct flows *flows)
{
    const size_t first = exits->first[cell], n = exits->first[cell + 1] - first;
    if (!draw->expected) {
        for (double child = 0.0; child < out; child += 1.0)
            depart(from, exits->to[first + draw_category(draw, cum, n)], 1.0, arriving, flows);
        return;
    }
    for (size_t e = 0; e < n; e++)
        depart(from, exits->to[first + e], out * ((cum[e] - (e > 0 ? cum[e - 1] : 0.0)) / cum[n - 1]), arriving, flows);
}

/* This year's chance to go and weights of the ways out, the odds of leaving and of moving being so many times the usual ones: moves are
 * shares of what leaving leaves them, as ever. */
static double
rates_of_year(const struct exits *exits, const struct exit_rates *rates, size_t cell, double leaving, double moving, double *cum)
{
    const size_t first = exits->first[cell], n = exits->first[cell + 1] - first;
    const double *usual = rates->cum + first, hazard = usual[0];
    cum[0] = scale_odds(hazard, leaving);
    double scale = hazard < 1.0 ? (1.0 - cum[0]) / (1.0 - hazard) : 0.0;
    const double moved = scale > 0.0 ? (rates->p_out[cell] - hazard) / (1.0 - hazard) : 0.0; /* M' */
    if (moving != 1.0 && moved > 0.0)
        scale *= scale_odds(moved, moving) / moved;
    for (size_t e = 1; e < n; e++)
        cum[e] = cum[0] + (usual[e] - hazard) * scale;
    return fmin(1.0, cum[0] + (rates->p_out[cell] - hazard) * scale); /* rounding may pass 1 when all go */
}

/* The places of one NCY that hold anybody who may go. Written without a branch: which cells are empty has no pattern. */
static void
gather(const struct exits *exits, const double *p_out, const double *stock, struct row *row)
{
    size_t n = 0;
    for (size_t place = 0; place < exits->dims.n_place; place++) {
        row->place[n] = place;
        row->item[n] = exits->item[place];
        n += (stock[place] > 0.0) & (p_out[place] > 0.0);
    }
    row->n = n;
}

/* Nobody goes when u <= (1 - p)^n, and 1 - n p is less than that: most cells are settled by their first uniform alone. */
static bool
nobody_goes(const uint32_t block[4], double n, double p)
{
    return hr_uniform_of_words(block[0], block[1]) <= 1.0 - n * p;
}

static void
leave_or_move_at_ncy(const struct exits *exits, const struct exit_rates *rates, const struct exit_odds *odds, size_t i_ncy,
                     const struct step *step, struct row *row, double *stock, struct flows *flows)
{
    const double leaving = odds->leaving[i_ncy], moving = odds->moving[i_ncy];
    const size_t n_place = exits->dims.n_place, first_cell = i_ncy * n_place;
    const double *p_out = rates->p_out + first_cell;
    struct draw *draw = step->draw;
    const struct draw_key key = { .purpose = exits->purpose, .ncy = NCY_MIN + (int)i_ncy, .year = step->year };
    gather(exits, p_out, stock + first_cell, row);
    if (row->n == 0)
        return;
    if (!draw->expected)
        draw_first_blocks(draw, &key, row->item, row->n, row->block);
    for (size_t i = 0; i < row->n; i++) {
        const size_t place = row->place[i];
        const struct origin from = origin_of(exits, i_ncy, place, stock);
        const double *cum = rates->cum + exits->first[first_cell + place];
        double p = p_out[place];
        if (leaving != 1.0 || moving != 1.0) {
            p = rates_of_year(exits, rates, first_cell + place, leaving, moving, row->cum);
            cum = row->cum;
            if (p <= 0.0) /* a factor of 0 keeps everybody */
                continue;
        }
        double out = *from.children * p;
        if (!draw->expected) {
            if (nobody_goes(row->block[i], *from.children, p))
                continue;
            draw_resume(draw, row->item[i], row->block[i]);
            out = binomial_quantile(hr_uniform_of_words(row->block[i][0], row->block[i][1]), *from.children, p);
        }
        depart_all(exits, cum, &from, first_cell + place, out, draw, row->arriving, flows);
    }
    for (size_t place = 0; place < n_place; place++) {
        stock[first_cell + place] += row->arriving[place];
        row->arriving[place] = 0.0;
    }
}

void
people_leave_or_move(const struct exits *exits, const struct exit_rates *rates, const struct exit_odds *odds, const struct step *step,
                     struct row *scratch, double *stock, struct flows *flows)
{
    for (size_t i = 0; i < N_NCY; i++)
        leave_or_move_at_ncy(exits, rates, odds, i, step, scratch, stock, flows);
}
