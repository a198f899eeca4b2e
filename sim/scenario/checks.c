#include "checks.h"

#include "calendar.h"
#include "field.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

const char *
check_where(const struct checks *self, const char *path)
{
    for (size_t i = 0; i < self->scenario->n_key; i++)
        if (strcmp(self->scenario->key[i].path, path) == 0)
            return self->scenario->key[i].where;
    return "default";
}

bool
checks_clean_keys(const struct checks *self, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const size_t key = field_table_find(&inputs_fields, *keys);
        if (key == SIZE_MAX)
            hr_bug("the file has no key '%s'", *keys);
        if (self->faulty[key])
            return false;
    }
    return true;
}

const char *
check_gbp_m(const struct checks *self, double gbp)
{
    char buf[40];
    field_number(round(fabs(gbp) / 1e3) / 1e3, buf, sizeof buf);
    return arena_format(self->arena, "%s£%sm", gbp < 0.0 ? "-" : "", buf);
}

const char *
check_count(const struct checks *self, double value)
{
    char buf[40];
    field_number(value, buf, sizeof buf);
    /* a count of four digits takes its comma too: "1,424 plans" */
    if (fabs(value) >= 1000.0 && fabs(value) < 10000.0 && value == floor(value))
        return arena_format(self->arena, "%d,%03d", (int)value / 1000, (int)fabs(value) % 1000);
    return arena_format(self->arena, "%s", buf);
}

void
check_per_plan(const struct checks *self, const char *where, const char *path, double gbp,
               double most)
{
    const double total = self->in->plans.total;
    if (!checks_clean(self, "plans") || !(fabs(gbp) > most * total))
        return;
    const double typed = gbp / GBP_PER_GBP_M;
    const bool thousands = fabs(gbp) / 1e3 <= most * total;
    faults_add(self->faults, where,
               "'%s' is %s, or £%s for each of the %s plans: is it in %s? Keys that end in _gbp_m "
               "are in £ million: write %.6g",
               path, check_gbp_m(self, gbp), check_count(self, round(gbp / total)),
               check_count(self, total), thousands ? "thousands" : "pounds",
               typed / (thousands ? 1e3 : GBP_PER_GBP_M));
}

void
checks_run(struct scenario *scenario, const bool *faulty)
{
    const struct checks self = { .scenario = scenario,
                                 .in = &scenario->inputs,
                                 .arena = &scenario->arena,
                                 .faults = &scenario->faults,
                                 .notes = &scenario->notes,
                                 .questions = &scenario->questions,
                                 .faulty = faulty };
    check_references(&self);
    check_people(&self);
    check_full_settings(&self);
    check_policies(&self);
    check_options(&self);
    check_pipeline(&self);
    check_money(&self);
    check_ledger(&self);
    check_section_251(&self);
    check_account_basis(&self);
    check_general(&self);
    check_factors(&self);
    check_published(&self);
    check_to_replace(&self);
    check_comparators(&self);
    if (scenario->faults.n == 0)
        check_slips(&self);
}
