/* dsg_plan: plans by the placement categories, age groups and needs of the DSG management plan. */
#include "returns.h"

#include <stdio.h>
#include <string.h>

struct dsg_row {
    const char *scenario, *role, *census, *basis, *category, *age, *need, *key;
    double plans;
};
#define ROW(member) offsetof(struct dsg_row, member)

static const struct table_field dsg_plan_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("role", ROW(role), AS_BEFORE),
    COLUMN_TEXT("census_date", ROW(census), AS_BEFORE),
    COLUMN_TEXT("basis", ROW(basis), AS_BEFORE),
    COLUMN_TEXT("dfe_category", ROW(category), AS_BEFORE),
    COLUMN_TEXT("age_group", ROW(age), "age group of the return; All: of all ages"),
    COLUMN_TEXT("need", ROW(need), "primary need, by the return's name for it; All: of all needs"),
    COLUMN_TEXT("key", ROW(key),
                "census, category, age group and need in one text, to look the number up from a "
                "form with INDEX and MATCH"),
    COLUMN_NUMBER("plans", 0, ROW(plans),
                  "children and young people with a plan: the average of the simulated futures "
                  "as a whole number; the rows of a category add up to its All, and the "
                  "categories to the total of all plans"),
};
#undef ROW

struct dsg_cell {
    const char *category, *age, *need; /* NULL: All */
    struct who who;
};

static void
put_dsg_cell(const struct january *self, const struct dsg_cell *cell, struct table *out)
{
    const char *category = cell->category == NULL ? "All" : cell->category,
               *age = cell->age == NULL ? "All" : cell->age,
               *need = cell->need == NULL ? "All" : cell->need;
    const struct year_name census = census_name(self->census);
    char key[512];
    snprintf(key, sizeof key, "%s|%s|%s|%s", census.text, category, age, need);
    table_put(out, &(struct dsg_row){ .scenario = self->scenario->id,
                                      .role = role_name(self->scenario->role),
                                      .census = census.text,
                                      .basis = self->basis,
                                      .category = category,
                                      .age = age,
                                      .need = need,
                                      .key = key,
                                      .plans = children(self, &cell->who) });
}

/* All, by age, and by need of one category; NULL: of all. */
static void
put_dsg_category(const struct january *self, const char *category, struct table *out)
{
    struct dsg_cell all = { .category = category, .who = everyone() };
    all.who.dfe = category;
    put_dsg_cell(self, &all, out);
    for (size_t band = 0; band < N_AGE_BAND; band++) {
        struct dsg_cell cell = all;
        cell.age = age_band_text[band];
        cell.who.ncy = ncys_of_band(band, AT_31_AUGUST);
        put_dsg_cell(self, &cell, out);
    }
    for (size_t need = 0; has_needs(self->model) && need < self->model->n_need; need++) {
        struct dsg_cell cell = all;
        cell.need = need_name(self->model->need[need]);
        cell.who.need = need;
        put_dsg_cell(self, &cell, out);
    }
}

static bool
is_first_of_its_name(enum category category)
{
    for (int before = 0; before < (int)category; before++)
        if (strcmp(category_dfe_name((enum category)before), category_dfe_name(category)) == 0)
            return false;
    return true;
}

static void
put_dsg_plan(const struct january *self, struct table *out)
{
    for (int category = 0; category < N_CATEGORY; category++)
        if (is_first_of_its_name((enum category)category))
            put_dsg_category(self, category_dfe_name((enum category)category), out);
    put_dsg_category(self, NULL, out);
}

static int
fill_dsg_plan(const struct table_source *from, struct table *out, struct hr_err *err)
{
    return each_january(from, put_dsg_plan, out, err);
}

const struct result_table dsg_plan_table = {
    .name = "dsg_plan",
    .holds = "plans by the placement categories, age groups and needs of the DSG management plan, "
             "whole numbers that add up",
    .field = dsg_plan_field,
    .n_field = N_FIELD(dsg_plan_field),
    .fill = fill_dsg_plan,
};
