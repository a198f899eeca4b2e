#include "money_oracle.h"
#include "oracle_account.h"
#include "oracle_general.h"
#include "oracle_levers.h"
#include "oracle_spending.h"

#include <math.h>
#include <string.h>

double
oracle_value(const struct money_oracle *self, quantity_id id, double fallback)
{
    return id == 0 ? fallback : quantity_central(&self->in->quantity[id]);
}

double
oracle_path(const struct money_oracle *self, const struct path_in *path, size_t t)
{
    const double first = oracle_value(self, path->first, 0.0),
                 settles = oracle_value(self, path->long_run, first),
                 persistence = oracle_value(self, path->persistence, 0.0);
    double kept = 1.0;
    for (size_t i = 0; i < t; i++)
        kept *= persistence;
    return settles + kept * (first - settles);
}

bool
oracle_lists(const char *const *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], id) == 0)
            return true;
    return false;
}

size_t
oracle_setting(const struct inputs *in, const char *id)
{
    for (size_t s = 0; s < in->n_setting; s++)
        if (strcmp(in->setting[s].id, id) == 0)
            return s;
    return SIZE_MAX;
}

double
oracle_weight(bool post16)
{
    return post16 ? 8.0 / 12.0 : 7.0 / 12.0;
}

const struct price_in *
oracle_price(const struct inputs *in, size_t setting)
{
    for (size_t i = 0; i < in->n_price; i++)
        if (strcmp(in->price[i].setting, in->setting[setting].id) == 0)
            return &in->price[i];
    return NULL;
}

/* What a price has that this file does not. */
static const char *
missing_of_price(const struct price_in *price)
{
    if (price->n_band > 0)
        return "bands";
    for (size_t i = 0; i < price->n_by_need; i++)
        if (isnan(price->by_need[i].factor))
            return "needs in pounds";
    return NULL;
}

static const char *
missing_of_option(const struct option_in *option)
{
    if (option->condition.where != NULL)
        return "an option that waits";
    if (option->kind == OPTION_NEW_PLACES && option->school == SCHOOL_MAINTAINED)
        return "places at a maintained school";
    return option->is_held ? "an option that is held" : NULL;
}

static const char *
missing(const struct money_oracle *self)
{
    const struct inputs *in = self->in;
    const char *what = in->grant.formula.where != NULL ? "the formula" : NULL;
    for (size_t i = 0; i < in->n_price && what == NULL; i++)
        what = in->price[i].solved && in->pipeline.where != NULL ? "solved prices and a pipeline"
                                                                 : missing_of_price(&in->price[i]);
    for (size_t i = 0; i < in->n_option && what == NULL; i++)
        what = missing_of_option(&in->option[i]);
    for (size_t i = 0; i < in->n_receipt && what == NULL; i++)
        what = in->receipt[i].type == RECEIPT_STABILITY_GRANT ? "a stability grant" : NULL;
    return what;
}

void
money_oracle(struct money_oracle *self, const struct inputs *in, size_t scenario,
             const struct oracle_people *people, const struct oracle_people *without)
{
    memset(self, 0, sizeof *self);
    self->in = in;
    self->scenario = &in->scenario[scenario];
    self->n_year = (size_t)in->horizon_years;
    self->people = people;
    self->without = without;
    self->factor = 1.0;
    self->missing = missing(self);
    if (self->missing != NULL)
        return;
    oracle_levers(self);
    oracle_spending(self);
    oracle_account(self);
    oracle_general(self);
}
