#include "list.h"
#include "claim.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

Claim(list, items_stay_as_the_list_grows_and_shrinks)
{
    int *item = NULL;
    size_t n = 0;
    for (int round = 0; round < 3; round++, n /= 3)
        for (; n < 1000; n++) {
            cr_assert_eq(list_room(&item, n, sizeof *item, NULL), 0);
            item[n] = (int)n;
        }
    for (size_t i = 0; i < 333; i++)
        cr_expect_eq(item[i], (int)i);
    free(item);
}

Claim(list, a_list_that_cannot_be_is_refused)
{
    struct hr_err err = { 0 };
    char *item = NULL;
    cr_expect_eq(list_room(&item, (size_t)1 << 62, 1000, &err), HR_ENOMEM);
    cr_expect_null(item);
}

Claim(list, texts_are_copies_and_are_found)
{
    char **list = NULL, text[] = "asd";
    size_t n = 0;
    cr_assert_eq(list_add_text(&list, &n, text, NULL), 0);
    cr_assert_eq(list_add_format(&list, &n, NULL, "%s of %d", "semh", 7), 0);
    text[0] = 'x';
    cr_assert_eq(n, 2);
    cr_expect_eq(list_find_text(list, n, "asd"), 0);
    cr_expect_eq(list_find_text(list, n, "semh of 7"), 1);
    cr_expect_eq(list_find_text(list, n, "xsd"), SIZE_MAX);
    list_free_texts(list, n);
}
