/* category.h: categories of the DfE tables, by which England's rates apply to a setting. */
#ifndef CATEGORY_H
#define CATEGORY_H

#include <stdbool.h>
#include <stddef.h>

/* The order is fixed: it is that of England's tables. */
enum category {
    CATEGORY_NONE = -1,  /* no category has that name */
    CATEGORY_MAINSTREAM, /* state mainstream, not in a resourced provision or unit */
    CATEGORY_UNIT,       /* resourced provision or SEN unit */
    CATEGORY_STATE_SPECIAL,
    CATEGORY_INDEPENDENT,       /* independent or non-maintained, special or mainstream */
    CATEGORY_ALTERNATIVE,       /* alternative provision, pupil referral unit or hospital */
    CATEGORY_FURTHER_EDUCATION, /* general FE, tertiary, sixth form college, other FE */
    CATEGORY_SPECIALIST_POST16,
    CATEGORY_OTHERWISE,        /* education otherwise than at school (EOTAS) */
    CATEGORY_EARLY_YEARS,      /* non-maintained early years */
    CATEGORY_HOME_EDUCATION,   /* elective home education */
    CATEGORY_NOT_IN_EDUCATION, /* not in education, employment or training; awaiting placement */
    CATEGORY_OTHER,
    N_CATEGORY
};

/* "mainstream", "state_special", ...: the names used in scenario files and in outputs, in order;
 * ends in NULL. */
extern const char *const category_choice[];
const char *category_name(enum category category);
enum category category_of_name(const char *name);
/* The template's seven placement categories, for the dfe_category column. */
const char *category_dfe_name(enum category category);
/* Does a setting's label say what the category is, so that the category's usual words may stand for
 * it ("Special school": state special)? "School outside the borough" is no independent school. */
bool category_tells(enum category category, const char *label);

/* Rows of a table of fields (field_rows.h): a weight for each category, in s.by_category. */
#define CATEGORY_ROW(s, name, c)                                                     \
    NUMBER(name, "plans, or any weight", 0, 10000000, "0",                           \
           .offset = offsetof(struct s, by_category) + (c) * sizeof(double), "1382", \
           "Weight of this category.", UNTOLD)
#define CATEGORY_ROWS(s)                                                                        \
    CATEGORY_ROW(s, "mainstream", CATEGORY_MAINSTREAM), CATEGORY_ROW(s, "unit", CATEGORY_UNIT), \
        CATEGORY_ROW(s, "state_special", CATEGORY_STATE_SPECIAL),                               \
        CATEGORY_ROW(s, "independent", CATEGORY_INDEPENDENT),                                   \
        CATEGORY_ROW(s, "alternative", CATEGORY_ALTERNATIVE),                                   \
        CATEGORY_ROW(s, "further_education", CATEGORY_FURTHER_EDUCATION),                       \
        CATEGORY_ROW(s, "specialist_post16", CATEGORY_SPECIALIST_POST16),                       \
        CATEGORY_ROW(s, "otherwise", CATEGORY_OTHERWISE),                                       \
        CATEGORY_ROW(s, "early_years", CATEGORY_EARLY_YEARS),                                   \
        CATEGORY_ROW(s, "home_education", CATEGORY_HOME_EDUCATION),                             \
        CATEGORY_ROW(s, "not_in_education", CATEGORY_NOT_IN_EDUCATION),                         \
        CATEGORY_ROW(s, "other", CATEGORY_OTHER)

#endif
