/* Names of the categories, in the order of enum category. The DfE names are the seven placement
 * sheets of the DSG management plan template (v5, 2022-23, as read in
 * MastodonC/witan.send.adroddiad). The template has no sheet for home education, for children not
 * in education or for non-maintained early years: the first two are counted here under "other", the
 * last with mainstream. */
#include "inputs.h"

#include <string.h>

struct category_text {
    const char *name, *dfe;
};

static const char dfe_mainstream[] = "Mainstream schools or academies";
static const char dfe_unit[] = "Resourced provision or SEN units";
static const char dfe_special[] = "Maintained special schools or special academies";
static const char dfe_independent[] = "Non-maintained special or independent schools";
static const char dfe_alternative[] = "Hospital schools or alternative provision";
static const char dfe_post16[] = "Post-16 and further education";
static const char dfe_other[] = "Other placements or direct payments";

static const struct category_text category_text[N_CATEGORY] = {
    [CATEGORY_MAINSTREAM] = { "mainstream", dfe_mainstream },
    [CATEGORY_UNIT] = { "unit", dfe_unit },
    [CATEGORY_STATE_SPECIAL] = { "state_special", dfe_special },
    [CATEGORY_INDEPENDENT] = { "independent", dfe_independent },
    [CATEGORY_ALTERNATIVE] = { "alternative", dfe_alternative },
    [CATEGORY_FURTHER_EDUCATION] = { "further_education", dfe_post16 },
    [CATEGORY_SPECIALIST_POST16] = { "specialist_post16", dfe_post16 },
    [CATEGORY_OTHERWISE] = { "otherwise", dfe_other },
    [CATEGORY_EARLY_YEARS] = { "early_years", dfe_mainstream },
    [CATEGORY_HOME_EDUCATION] = { "home_education", dfe_other },
    [CATEGORY_NOT_IN_EDUCATION] = { "not_in_education", dfe_other },
    [CATEGORY_OTHER] = { "other", dfe_other },
};

static const struct category_text *
category_entry(int category)
{
    if (category < 0 || category >= N_CATEGORY)
        hr_bug("category %d", category);
    return &category_text[category];
}

const char *
category_name(int category)
{
    return category_entry(category)->name;
}

int
category_of_name(const char *name)
{
    for (int category = 0; category < N_CATEGORY; category++)
        if (strcmp(category_text[category].name, name) == 0)
            return category;
    return -1;
}

const char *
category_dfe_name(int category)
{
    return category_entry(category)->dfe;
}
