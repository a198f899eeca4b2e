/* The DfE names are the seven placement sheets of the DSG management plan template (v5, 2022-23, as
 * read in MastodonC/witan.send.adroddiad). The template has no sheet for home education, for
 * children not in education or for non-maintained early years: the first two are counted here under
 * "other", the last with mainstream. */
#include "category.h"

#include "err.h"

#include <ctype.h>
#include <string.h>

const char *const category_choice[] = {
    [CATEGORY_MAINSTREAM] = "mainstream",
    [CATEGORY_UNIT] = "unit",
    [CATEGORY_STATE_SPECIAL] = "state_special",
    [CATEGORY_INDEPENDENT] = "independent",
    [CATEGORY_ALTERNATIVE] = "alternative",
    [CATEGORY_FURTHER_EDUCATION] = "further_education",
    [CATEGORY_SPECIALIST_POST16] = "specialist_post16",
    [CATEGORY_OTHERWISE] = "otherwise",
    [CATEGORY_EARLY_YEARS] = "early_years",
    [CATEGORY_HOME_EDUCATION] = "home_education",
    [CATEGORY_NOT_IN_EDUCATION] = "not_in_education",
    [CATEGORY_OTHER] = "other",
    NULL,
};

static const char dfe_mainstream[] = "Mainstream schools or academies";
static const char dfe_unit[] = "Resourced provision or SEN units";
static const char dfe_special[] = "Maintained special schools or special academies";
static const char dfe_independent[] = "Non-maintained special or independent schools";
static const char dfe_alternative[] = "Hospital schools or alternative provision";
static const char dfe_post16[] = "Post-16 and further education";
static const char dfe_other[] = "Other placements or direct payments";

static const char *const dfe_name[N_CATEGORY] = {
    [CATEGORY_MAINSTREAM] = dfe_mainstream,    [CATEGORY_UNIT] = dfe_unit,
    [CATEGORY_STATE_SPECIAL] = dfe_special,    [CATEGORY_INDEPENDENT] = dfe_independent,
    [CATEGORY_ALTERNATIVE] = dfe_alternative,  [CATEGORY_FURTHER_EDUCATION] = dfe_post16,
    [CATEGORY_SPECIALIST_POST16] = dfe_post16, [CATEGORY_OTHERWISE] = dfe_other,
    [CATEGORY_EARLY_YEARS] = dfe_mainstream,   [CATEGORY_HOME_EDUCATION] = dfe_other,
    [CATEGORY_NOT_IN_EDUCATION] = dfe_other,   [CATEGORY_OTHER] = dfe_other,
};

static size_t
known(int category)
{
    if (category < 0 || category >= N_CATEGORY)
        hr_bug("category %d", category);
    return (size_t)category;
}

const char *
category_name(enum category category)
{
    return category_choice[known(category)];
}

enum category
category_of_name(const char *name)
{
    for (int category = 0; category < N_CATEGORY; category++)
        if (strcmp(category_choice[category], name) == 0)
            return category;
    return CATEGORY_NONE;
}

const char *
category_dfe_name(enum category category)
{
    return dfe_name[known(category)];
}

/* In small letters; a label that ends in it tells nothing else. */
static const struct {
    const char *word;
    bool ends;
} telling[N_CATEGORY] = {
    [CATEGORY_MAINSTREAM] = { "mainstream", false },
    [CATEGORY_UNIT] = { "unit", false },
    [CATEGORY_STATE_SPECIAL] = { "special school", true },
    [CATEGORY_INDEPENDENT] = { "independent", false },
};

static bool
begins(const char *text, const char *word)
{
    while (*word != '\0' && tolower((unsigned char)*text) == *word) {
        text++;
        word++;
    }
    return *word == '\0';
}

bool
category_tells(enum category category, const char *label)
{
    const char *word = telling[known(category)].word;
    bool tells = word == NULL;
    for (const char *at = label; !tells && *at != '\0'; at++)
        tells = begins(at, word) && (!telling[category].ends || strlen(at) == strlen(word));
    return tells;
}
