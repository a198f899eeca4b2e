/* The nearest peer's estimates, as its code makes them, so that its results can be compared with
 * ours (Witan SEND, params.clj and model/run.clj at 4f51451). All years alike; h: NCY before
 * ageing, "valid": a setting's ages in valid-states.csv:
 *
 *   leave of (h, need, setting)   Beta(a + a0, b + b0),  a, b: left, stayed; a0 = (A + 1/2)/(A + B
 *                                                        + 1), b0 = 1 - a0, A, B: sums at h;
 *                                 nothing seen at h: Beta(1/2, 1/2)
 *   move                          the same with moved, did not; nothing seen at h: Beta(1, 1)
 *   where to                      Dirichlet(c + c0), c: seen from this cell; c0 of total weight 1,
 *                                 in proportion to 1/n for each of the n
 *                                 allowed settings valid at h, plus all arrivals seen at h (else
 *                                 those at the year before); not its own
 *   join of ncy                   Beta(sum j/n, sum (P - j)/n) over the n years; a year with none
 *                                 adds 0.001 to the first;
 *                                 P: population of the year the step starts in, at the NCY it ends
 *                                 in
 *   placed                        Dirichlet(c + 1/n) over the n valid places; an NCY that nobody
 *                                 was seen to join is never joined
 *
 * All drawn anew each year. Its simulation joins from the population of the year that a step ends
 * in: population_shift. Who has aged past a setting's last NCY is counted in it for one more
 * January and then dropped; here they leave then (hazard 1 for a cell that was not valid before
 * ageing), which counts the same children each January, or, `at_once`, a year sooner. */
#include "transitions_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct two {
    double yes, no;
};

/* Prior of weight 1 from all cells of an NCY (after ageing). */
static struct two
prior_at(const struct transitions *h, const struct exposure *exposure, int ncy, struct two unseen)
{
    double yes = 0.0, of = 0.0;
    const size_t n_place = h->n_need * h->n_setting, first = exposure_index(h, ncy, 0, 0);
    for (size_t k = 0; k < n_place; k++) {
        yes += exposure->yes[first + k];
        of += exposure->of[first + k];
    }
    if (of <= 0.0)
        return unseen;
    return (struct two){ (yes + 0.5) / (of + 1.0), (of - yes + 0.5) / (of + 1.0) };
}

static int
leave_at(const struct transitions *h, const struct exposure *exposure, int ncy, bool at_once,
         struct transition_rates *out, struct hr_err *err)
{
    const struct two prior = prior_at(h, exposure, ncy, (struct two){ 0.5, 0.5 });
    int ret = 0;
    for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
        ret = rate_rows_add(
            &out->leave,
            (struct rate_row){ .ncy = ncy, .need = EVERY, .setting = (int)s, .weight = 1.0 }, err);
        for (size_t n = 0; ret == 0 && n < h->n_need; n++) {
            const size_t cell = exposure_index(h, ncy, n, s);
            if (!transitions_valid(h, ncy - 1, n, s) ||
                (at_once && !transitions_valid(h, ncy, n, s)))
                continue;
            ret = rate_rows_add(
                &out->leave,
                (struct rate_row){ .ncy = ncy,
                                   .need = (int)n,
                                   .setting = (int)s,
                                   .weight = exposure->yes[cell] + prior.yes,
                                   .other = exposure->of[cell] - exposure->yes[cell] + prior.no },
                err);
        }
    }
    return ret;
}

/* Arrivals of movers at each setting, by NCY after ageing; an NCY without any takes the one before.
 * [N_NCY][setting] */
static void
count_arrivals(const struct transitions *h, double *arrived)
{
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->setting_1 != OUTSIDE && t->setting_2 != OUTSIDE && t->setting_1 != t->setting_2)
            arrived[(size_t)(t->ncy - NCY_MIN) * h->n_setting + (size_t)t->setting_2] += t->count;
    }
    for (size_t i = 1; i < N_NCY; i++) {
        double sum = 0.0;
        for (size_t s = 0; s < h->n_setting; s++)
            sum += arrived[i * h->n_setting + s];
        if (sum <= 0.0)
            memcpy(arrived + i * h->n_setting, arrived + (i - 1) * h->n_setting,
                   h->n_setting * sizeof *arrived);
    }
}

static double
moves_seen(const struct transitions *h, int ncy, size_t need, size_t from, size_t to)
{
    double n = 0.0;
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->ncy == ncy && t->need_1 == (int)need && t->setting_1 == (int)from &&
            t->setting_2 == (int)to)
            n += t->count;
    }
    return n;
}

static bool
is_allowed(const struct transitions *h, int before, size_t need, size_t from, size_t to)
{
    return (h->rule == NULL || h->rule[from].to[to]) && transitions_valid(h, before, need, to);
}

/* The destinations of one cell; returns how many through n. */
static int
where_to(const struct transitions *h, int ncy, size_t need, size_t from, bool any_seen,
         const double *arrived, struct transition_rates *out, size_t *n, struct hr_err *err)
{
    double allowed = 0.0, total = 0.0;
    int ret = 0;
    *n = 0;
    for (size_t to = 0; to < h->n_setting; to++)
        allowed += is_allowed(h, ncy - 1, need, from, to) ? 1.0 : 0.0;
    for (size_t to = 0; to < h->n_setting; to++)
        total += to == from
                     ? 0.0
                     : (is_allowed(h, ncy - 1, need, from, to) ? 1.0 / allowed : 0.0) + arrived[to];
    for (size_t to = 0; ret == 0 && to < h->n_setting; to++) {
        const double prior =
            (is_allowed(h, ncy - 1, need, from, to) ? 1.0 / allowed : 0.0) + arrived[to];
        if (to == from || prior <= 0.0)
            continue;
        const double weight = prior / total + (any_seen ? moves_seen(h, ncy, need, from, to) : 0.0);
        ret = rate_rows_add(
            &out->move, (struct rate_row){ ncy, (int)need, (int)from, (int)to, weight, 0.0, 0.0 },
            err);
        ++*n;
    }
    return ret;
}

/* Can a child of this cell move: is another setting valid in the year it ages into? */
static bool
can_move(const struct transitions *h, int ncy, size_t from)
{
    for (size_t to = 0; to < h->n_setting; to++)
        if (to != from && (h->rule == NULL || (h->rule[to].given && ncy >= h->rule[to].min_ncy &&
                                               ncy <= h->rule[to].max_ncy)))
            return true;
    return false;
}

static int
move_at(const struct transitions *h, const struct exposure *exposure, int ncy,
        const double *arrived, struct transition_rates *out, struct hr_err *err)
{
    const struct two prior = prior_at(h, exposure, ncy, (struct two){ 1.0, 1.0 });
    int ret = 0;
    for (size_t s = 0; ret == 0 && s < h->n_setting; s++)
        for (size_t need = 0; ret == 0 && need < h->n_need; need++) {
            const size_t cell = exposure_index(h, ncy, need, s);
            size_t n = 0;
            if (!transitions_valid(h, ncy - 1, need, s))
                continue;
            if (can_move(h, ncy, s))
                ret = where_to(h, ncy, need, s, exposure->yes[cell] > 0.0, arrived, out, &n, err);
            const double moved = n == 0 ? 0.0 : exposure->yes[cell] + prior.yes;
            const double unmoved =
                n == 0 ? 1.0 : exposure->of[cell] - exposure->yes[cell] + prior.no;
            if (ret == 0)
                ret = rate_rows_add(
                    &out->move,
                    (struct rate_row){ ncy, (int)need, (int)s, (int)s, unmoved, 0.0, 0.0 }, err);
            if (ret == 0 && n > 0)
                ret = rate_rows_add(
                    &out->move,
                    (struct rate_row){ ncy, (int)need, (int)s, ANYWHERE, moved, 0.0, 0.0 }, err);
        }
    return ret;
}

/* ---- joiners ---- */

static double
joined_in(const struct transitions *h, int year, int ncy)
{
    double n = 0.0;
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->setting_1 == OUTSIDE && t->ncy == ncy && (year == 0 || t->year == year))
            n += t->count;
    }
    return n;
}

static void
join_at(const struct transitions *h, int ncy, double n_year, struct transition_rates *out)
{
    static const double NONE = 0.001;
    double yes = 0.0, no = 0.0;
    for (int year = h->first_year; year <= h->last_year; year++) {
        const double j = joined_in(h, year, ncy), people = transitions_population(h, year, ncy);
        if (isnan(people))
            continue;
        yes += j > 0.0 ? j / n_year : NONE;
        no += fmax(0.0, people - j) / n_year;
    }
    const bool never = joined_in(h, 0, ncy) <= 0.0 || yes <= 0.0;
    out->joined[ncy - NCY_MIN] = never ? 0.0 : yes;
    out->not_joined[ncy - NCY_MIN] = never ? 1.0 : no;
}

static int
place_at(const struct transitions *h, int ncy, struct transition_rates *out, struct hr_err *err)
{
    double n_valid = 0.0;
    int ret = 0;
    if (joined_in(h, 0, ncy) <= 0.0)
        return 0;
    for (size_t n = 0; n < h->n_need; n++)
        for (size_t s = 0; s < h->n_setting; s++)
            n_valid += transitions_valid(h, ncy, n, s) ? 1.0 : 0.0;
    for (size_t n = 0; n < h->n_need; n++)
        for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
            double weight = transitions_valid(h, ncy, n, s) ? 1.0 / n_valid : 0.0;
            for (size_t i = 0; i < h->n_item; i++) {
                const struct transition *t = &h->item[i];
                if (t->setting_1 == OUTSIDE && t->ncy == ncy && t->need_2 == (int)n &&
                    t->setting_2 == (int)s)
                    weight += t->count;
            }
            if (weight > 0.0)
                ret = rate_rows_add(
                    &out->place, (struct rate_row){ ncy, (int)n, (int)s, EVERY, weight, 0.0, 0.0 },
                    err);
        }
    return ret;
}

/* ---- the whole ---- */

static int
fill(const struct transitions *h, bool at_once, struct exposure *exposure, double *arrived,
     struct transition_rates *out, struct hr_err *err)
{
    int ret = 0;
    exposure_leavers(exposure, h, 0, 1.0);
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++)
        ret = leave_at(h, exposure, ncy, at_once, out, err);
    exposure_movers(exposure, h, 0, 1.0);
    count_arrivals(h, arrived);
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++)
        ret = move_at(h, exposure, ncy, arrived + (size_t)(ncy - NCY_MIN) * h->n_setting, out, err);
    double n_year = 0.0;
    for (int year = h->first_year; year <= h->last_year; year++) {
        double j = 0.0;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            j += joined_in(h, year, ncy);
        n_year += j > 0.0 ? 1.0 : 0.0;
        out->new_plans = year == h->last_year ? j : out->new_plans;
    }
    for (int ncy = NCY_MIN; ret == 0 && ncy <= NCY_MAX; ncy++) {
        join_at(h, ncy, n_year, out);
        ret = place_at(h, ncy, out, err);
    }
    return ret;
}

int
rates_peer(const struct transitions *h, bool at_once, struct transition_rates *self,
           struct hr_err *err)
{
    static const struct level one = { 1.0, 1.0, 1.0 }, none = { 0.0, 0.0, 0.0 };
    struct exposure exposure = { .yes = NULL };
    *self = (struct transition_rates){ .yearly = true,
                                       .of_everyone = true,
                                       .population_shift = -1,
                                       .horizon = h->last_population - h->last_year - 1,
                                       .leaving = one,
                                       .turnover = one,
                                       .joining = one,
                                       .growth = none,
                                       .growth_long_run = none };
    double *arrived = calloc(N_NCY * h->n_setting + 1, sizeof *arrived);
    int ret = arrived == NULL ? hr_fail(err, HR_ENOMEM, "no memory to count moves")
                              : exposure_init(&exposure, h, err);
    if (ret == 0)
        ret = fill(h, at_once, &exposure, arrived, self, err);
    free(arrived);
    exposure_release(&exposure);
    if (ret == 0 &&
        asprintf(&self->note,
                 "The peer's assumptions: all years alike, priors of weight 1, every rate drawn "
                 "anew each year, no growth. Who ages "
                 "past a setting's last year %s.\nThese serve to compare with the peer's results; "
                 "use our own for a decision.\n",
                 at_once
                     ? "leaves then"
                     : "is counted there for one January and then leaves, as the peer drops them") <
            0)
        ret = hr_fail(err, HR_ENOMEM, "no memory for a note");
    return ret;
}
