#include "transitions_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
transition_rates_release(struct transition_rates *self)
{
    free(self->leave.item);
    free(self->move.item);
    free(self->place.item);
    free(self->note);
    *self = (struct transition_rates){ .yearly = false };
}

int
rate_rows_add(struct rate_rows *self, struct rate_row row, struct hr_err *err)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 256 : 2 * self->capacity;
        struct rate_row *longer = reallocarray(self->item, capacity, sizeof *longer);
        if (longer == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for %zu rates", capacity);
        self->item = longer;
        self->capacity = capacity;
    }
    self->item[self->n++] = row;
    return 0;
}

int
exposure_init(struct exposure *self, const struct transitions *history, struct hr_err *err)
{
    const size_t n = N_NCY * history->n_need * history->n_setting;
    self->yes = calloc(n + 1, sizeof *self->yes);
    self->of = calloc(n + 1, sizeof *self->of);
    return self->yes == NULL || self->of == NULL
               ? hr_fail(err, HR_ENOMEM, "no memory to count %zu cells", n)
               : 0;
}

void
exposure_release(struct exposure *self)
{
    free(self->yes);
    free(self->of);
    *self = (struct exposure){ .yes = NULL };
}

static void
exposure_clear(struct exposure *self, const struct transitions *history)
{
    const size_t n = N_NCY * history->n_need * history->n_setting;
    memset(self->yes, 0, n * sizeof *self->yes);
    memset(self->of, 0, n * sizeof *self->of);
}

/* How much a transition counts: 0 when it is of another year than the one asked for. */
static double
counted(const struct transitions *history, const struct transition *t, int year, double weight)
{
    if (year != 0)
        return t->year == year ? t->count : 0.0;
    return t->count * pow(weight, history->last_year - t->year);
}

void
exposure_leavers(struct exposure *self, const struct transitions *history, int year, double weight)
{
    exposure_clear(self, history);
    for (size_t i = 0; i < history->n_item; i++) {
        const struct transition *t = &history->item[i];
        if (t->setting_1 == OUTSIDE)
            continue;
        const size_t cell =
            exposure_index(history, t->ncy, (size_t)t->need_1, (size_t)t->setting_1);
        const double n = counted(history, t, year, weight);
        self->of[cell] += n;
        self->yes[cell] += t->setting_2 == OUTSIDE ? n : 0.0;
    }
}

void
exposure_movers(struct exposure *self, const struct transitions *history, int year, double weight)
{
    exposure_clear(self, history);
    for (size_t i = 0; i < history->n_item; i++) {
        const struct transition *t = &history->item[i];
        if (t->setting_1 == OUTSIDE || t->setting_2 == OUTSIDE)
            continue;
        const size_t cell =
            exposure_index(history, t->ncy, (size_t)t->need_1, (size_t)t->setting_1);
        const double n = counted(history, t, year, weight);
        self->of[cell] += n;
        self->yes[cell] += t->setting_2 != t->setting_1 ? n : 0.0;
    }
}
