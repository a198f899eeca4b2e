#include "return_history.h"

#include "list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sides of a step: categories, not recorded, no plan. */
enum { NOT_KNOWN = N_CATEGORY, NO_PLAN_SIDE, N_SIDE };
static const double MOST_UNKNOWN = 0.1; /* of those who left: share without a need */

struct sen2_step { /* one return */
    int year;
    double *cell; /* owned; [N_NCY][need][from][to] */
};

struct spread { /* children put where others are: each to the setting that is furthest behind */
    double expected[N_CATEGORY], given[N_CATEGORY];
};

static double *
cell_at(const struct sen2_step *self, int ncy, size_t need, size_t from, size_t to)
{
    return &self->cell[((((size_t)(ncy - NCY_MIN)) * N_SEN2_NEED + need) * N_SIDE + from) * N_SIDE +
                       to];
}

static size_t
side(const struct sen2_state *state)
{
    return state->held ? sen2_place(state->category) : NO_PLAN_SIDE;
}

/* ---- counting ---- */

struct seen {
    double left, left_unknown, no_age, spread, taken_over;
};

static void
count(const struct sen2_year *year, struct sen2_step *step, struct seen *seen)
{
    for (size_t i = 0; i < year->from.rows[SEN2_PERSON].n; i++) {
        const struct sen2_state *before = &year->before[i], *now = &year->now[i];
        if (!before->held && !now->held)
            continue;
        const short age = now->held ? now->age : before->age;
        if (age == SEN2_NONE) {
            seen->no_age += 1.0;
            continue;
        }
        const int ncy = ncy_of_age(age) + !now->held;
        const size_t need = (size_t)(now->held ? now->need : before->need);
        seen->left += !now->held;
        seen->left_unknown += !now->held && need == SEN2_NEED_UNKNOWN;
        if (ncy <= NCY_MAX)
            *cell_at(step, ncy, need, side(before), side(now)) += 1.0;
    }
}

/* ---- settings not recorded ---- */

static void
move_cell(const struct sen2_step *step, int ncy, size_t need, const size_t was[2],
          const size_t is[2])
{
    *cell_at(step, ncy, need, is[0], is[1]) += *cell_at(step, ncy, need, was[0], was[1]);
    *cell_at(step, ncy, need, was[0], was[1]) = 0.0;
}

static void
take_over(const struct sen2_step *step, int ncy, size_t need, struct seen *seen)
{
    for (size_t s = 0; s < N_CATEGORY; s++) {
        const size_t later[2] = { NOT_KNOWN, s }, earlier[2] = { s, NOT_KNOWN }, both[2] = { s, s };
        seen->taken_over +=
            *cell_at(step, ncy, need, NOT_KNOWN, s) + *cell_at(step, ncy, need, s, NOT_KNOWN);
        move_cell(step, ncy, need, later, both);
        move_cell(step, ncy, need, earlier, both);
    }
}

/* Shares of settings of the children of a year group of whom one is known; of all, where there is
 * none. False: nowhere. */
static bool
shares(const struct sen2_step *step, int ncy, double share[N_CATEGORY])
{
    double sum = 0.0;
    memset(share, 0, N_CATEGORY * sizeof *share);
    for (int at = NCY_MIN; at <= NCY_MAX; at++)
        for (size_t k = 0; k < (size_t)N_SEN2_NEED * N_SIDE * N_CATEGORY; k++) {
            const size_t s = k % N_CATEGORY, from = k / N_CATEGORY % N_SIDE,
                         need = k / N_CATEGORY / N_SIDE;
            const double n = ncy == at || ncy > NCY_MAX ? *cell_at(step, at, need, from, s) : 0.0;
            share[s] += n;
            sum += n;
        }
    if (sum <= 0.0)
        return ncy <= NCY_MAX && shares(step, NCY_MAX + 1, share);
    for (size_t s = 0; s < N_CATEGORY; s++)
        share[s] /= sum;
    return true;
}

static size_t
next_setting(struct spread *self, const double share[N_CATEGORY])
{
    size_t best = 0;
    for (size_t s = 0; s < N_CATEGORY; s++) {
        self->expected[s] += share[s];
        if (self->expected[s] - self->given[s] > self->expected[best] - self->given[best])
            best = s;
    }
    self->given[best] += 1.0;
    return best;
}

static void
spread_cell(const struct sen2_step *step, int ncy, size_t need, const double share[N_CATEGORY],
            struct spread *spread)
{
    static const size_t unknown[][2] = { { NOT_KNOWN, NOT_KNOWN },
                                         { NO_PLAN_SIDE, NOT_KNOWN },
                                         { NOT_KNOWN, NO_PLAN_SIDE } };
    for (size_t k = 0; k < sizeof unknown / sizeof unknown[0]; k++) {
        double *cell = cell_at(step, ncy, need, unknown[k][0], unknown[k][1]);
        for (; *cell > 0.0; *cell -= 1.0) {
            const size_t s = next_setting(spread, share);
            *cell_at(step, ncy, need, unknown[k][0] == NOT_KNOWN ? s : unknown[k][0],
                     unknown[k][1] == NOT_KNOWN ? s : unknown[k][1]) += 1.0;
        }
    }
}

static double
not_known(const struct sen2_step *step)
{
    double n = 0.0;
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        for (size_t need = 0; need < N_SEN2_NEED; need++)
            n += *cell_at(step, ncy, need, NOT_KNOWN, NOT_KNOWN) +
                 *cell_at(step, ncy, need, NO_PLAN_SIDE, NOT_KNOWN) +
                 *cell_at(step, ncy, need, NOT_KNOWN, NO_PLAN_SIDE);
    return n;
}

static void
settle_unknown(const struct sen2_step *step, struct seen *seen)
{
    struct spread spread = { { 0.0 }, { 0.0 } };
    double share[N_NCY][N_CATEGORY];
    bool any = true;
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        for (size_t need = 0; need < N_SEN2_NEED; need++)
            take_over(step, ncy, need, seen);
    seen->spread += not_known(step);
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        any = shares(step, ncy, share[ncy - NCY_MIN]) && any;
    for (int ncy = NCY_MIN; any && ncy <= NCY_MAX; ncy++)
        for (size_t need = 0; need < N_SEN2_NEED; need++)
            spread_cell(step, ncy, need, share[ncy - NCY_MIN], &spread);
}

/* ---- into the history ---- */

struct codes { /* places in the history's lists; SEN2_NONE: nobody is there */
    int setting[N_CATEGORY], need[N_SEN2_NEED];
};

static void
mark_codes(const struct sen2_step *step, struct codes *used)
{
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        for (size_t k = 0; k < (size_t)N_SEN2_NEED * N_SIDE * N_SIDE; k++) {
            const size_t to = k % N_SIDE, from = k / N_SIDE % N_SIDE, need = k / N_SIDE / N_SIDE;
            if (*cell_at(step, ncy, need, from, to) <= 0.0)
                continue;
            used->need[need] = 0;
            if (from < N_CATEGORY)
                used->setting[from] = 0;
            if (to < N_CATEGORY)
                used->setting[to] = 0;
        }
}

static int
add_codes(struct transitions *out, bool needs, struct codes *codes, struct hr_err *err)
{
    int ret = needs ? 0 : list_add_text(&out->need, &out->n_need, "all", err);
    for (size_t s = 0; s < N_CATEGORY && ret == 0; s++)
        if (codes->setting[s] != SEN2_NONE) {
            codes->setting[s] = (int)out->n_setting;
            ret = list_add_text(&out->setting, &out->n_setting, sen2_place_name(s), err);
        }
    for (size_t need = 0; need < N_SEN2_NEED && needs && ret == 0; need++)
        if (codes->need[need] != SEN2_NONE) {
            codes->need[need] = (int)out->n_need;
            ret = list_add_text(&out->need, &out->n_need, sen2_need_id[need], err);
        }
    return ret;
}

static int
add_cell(struct transitions *out, const struct transition *item, struct hr_err *err)
{
    const int ret = list_room(&out->item, out->n_item, sizeof *out->item, err);
    if (ret == 0)
        out->item[out->n_item++] = *item;
    return ret;
}

static int
add_step(const struct sen2_step *step, const struct codes *codes, struct transitions *out,
         struct hr_err *err)
{
    int ret = 0;
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        for (size_t k = 0; k < (size_t)N_SEN2_NEED * N_SIDE * N_SIDE && ret == 0; k++) {
            const size_t to = k % N_SIDE, from = k / N_SIDE % N_SIDE, of = k / N_SIDE / N_SIDE;
            const double n = *cell_at(step, ncy, of, from, to);
            const int need = codes->need[of];
            if (n <= 0.0 || from == NOT_KNOWN || to == NOT_KNOWN)
                continue;
            const struct transition item = {
                .year = step->year,
                .ncy = ncy,
                .need_1 = from == NO_PLAN_SIDE ? OUTSIDE : need,
                .setting_1 = from == NO_PLAN_SIDE ? OUTSIDE : codes->setting[from],
                .need_2 = to == NO_PLAN_SIDE ? OUTSIDE : need,
                .setting_2 = to == NO_PLAN_SIDE ? OUTSIDE : codes->setting[to],
                .count = n,
            };
            ret = add_cell(out, &item, err);
        }
    return ret;
}

static int
add_population(struct transitions *out, const struct evidence *evidence, int area,
               struct hr_err *err)
{
    size_t first, end;
    int low = 0, high = -1;
    evidence_range(evidence, area, EVIDENCE_POPULATION, &first, &end);
    for (size_t i = first; i < end; i++) {
        const struct observation *item = &evidence->item[i];
        if (item->from_age != item->to_age || item->from_age == ALL_AGES)
            continue;
        low = high < low || item->year < low ? item->year : low;
        high = item->year > high ? item->year : high;
    }
    if (high < low)
        return 0;
    out->first_population = low;
    out->last_population = high;
    out->population = malloc((size_t)(high - low + 1) * N_NCY * sizeof *out->population);
    if (out->population == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the population");
    for (int year = low; year <= high; year++)
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++) {
            const int age = age_of_ncy(ncy);
            out->population[(size_t)(year - low) * N_NCY + (size_t)(ncy - NCY_MIN)] =
                evidence_at_ages(evidence, area, EVIDENCE_POPULATION, year,
                                 (struct ages){ age, age });
        }
    return 0;
}

static int
add_remarks(struct transitions *out, const struct seen *seen, bool needs, struct hr_err *err)
{
    const struct {
        double n;
        const char *says;
    } remark[] = {
        { seen->no_age, "children have no day of birth: left out of the history" },
        { seen->taken_over, "children have a setting recorded in one of two Januaries: taken to "
                            "have stayed in it" },
        { seen->spread, "children have no setting recorded: put where others of their year group "
                        "are" },
        { needs ? 0.0 : seen->left_unknown,
          "of those who left have no primary need, so needs are not told apart" },
    };
    int ret = 0;
    for (size_t i = 0; i < sizeof remark / sizeof remark[0] && ret == 0; i++)
        if (remark[i].n > 0.0)
            ret = transitions_remark(out, err, "%.0f %s", remark[i].n, remark[i].says);
    return ret;
}

/* ---- the whole ---- */

static int
count_steps(const struct sen2 *self, struct sen2_step *step, struct seen *seen, struct hr_err *err)
{
    for (size_t i = 0; i < self->n; i++) {
        step[i].year = self->year[i].from.census - 1;
        step[i].cell = calloc((size_t)N_NCY * N_SEN2_NEED * N_SIDE * N_SIDE, sizeof(double));
        if (step[i].cell == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for a history");
        count(&self->year[i], &step[i], seen);
        settle_unknown(&step[i], seen);
    }
    return 0;
}

int
return_history(const struct sen2 *self, const struct evidence *evidence, int area,
               struct transitions *out, struct hr_err *err)
{
    struct seen seen = { .left = 0.0 };
    struct codes codes;
    struct sen2_step *step = calloc(self->n + 1, sizeof *step);
    *out = (struct transitions){ 0 };
    int ret = step == NULL ? hr_fail(err, HR_ENOMEM, "no memory for a history") : 0;
    if (ret == 0)
        ret = count_steps(self, step, &seen, err);
    const bool needs = seen.left_unknown <= MOST_UNKNOWN * seen.left;
    memset(&codes, SEN2_NONE, sizeof codes); /* bytes of ones: every place is SEN2_NONE */
    for (size_t i = 0; i < self->n && ret == 0; i++)
        mark_codes(&step[i], &codes);
    if (ret == 0)
        ret = add_codes(out, needs, &codes, err);
    for (size_t i = 0; i < self->n && ret == 0; i++)
        ret = add_step(&step[i], &codes, out, err);
    if (ret == 0) {
        out->first_year = step[0].year;
        out->last_year = step[self->n - 1].year;
        ret = add_population(out, evidence, area, err);
    }
    if (ret == 0)
        ret = add_remarks(out, &seen, needs, err);
    for (size_t i = 0; step != NULL && i < self->n; i++)
        free(step[i].cell);
    free(step);
    return ret == 0 ? transitions_settle(out, err) : ret;
}
