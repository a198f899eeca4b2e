/* category.c: names of categories. */
#include "category.h"
#include "claim.h"

#include <string.h>

Claim(category, every_category_name_reads_back_as_its_category)
{
    for (int category = 0; category < N_CATEGORY; category++)
        cr_assert_eq(category_of_name(category_name(category)), category, "%s",
                     category_name(category));
}

Claim(category, names_of_categories_are_those_of_scenario_files)
{
    cr_assert_str_eq(category_name(CATEGORY_STATE_SPECIAL), "state_special");
    cr_assert_str_eq(category_name(CATEGORY_NOT_IN_EDUCATION), "not_in_education");
    cr_assert_eq(category_of_name("special"), -1);
    cr_assert_eq(category_of_name("Mainstream"), -1, "names are lower case");
    cr_assert_eq(category_of_name(""), -1);
}

Claim(category, the_template_has_seven_placement_categories)
{
    const char *seen[N_CATEGORY];
    size_t n = 0;
    for (int category = 0; category < N_CATEGORY; category++) {
        bool known = false;
        for (size_t i = 0; i < n; i++)
            known = known || strcmp(seen[i], category_dfe_name(category)) == 0;
        if (!known)
            seen[n++] = category_dfe_name(category);
    }
    cr_assert_eq(n, 7, "%zu", n);
    cr_assert_str_eq(category_dfe_name(CATEGORY_FURTHER_EDUCATION),
                     category_dfe_name(CATEGORY_SPECIALIST_POST16));
}
