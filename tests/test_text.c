#include "text.h"

#include "claim.h"

#include <stdlib.h>
#include <string.h>

Claim(text, grows_with_what_is_added)
{
    struct text text;
    struct hr_err err;
    char *taken = NULL;
    text_init(&text);
    for (int i = 0; i < 400; i++)
        text_add(&text, "%d,", i % 10);
    text_add_bytes(&text, "end\nnot", 3);
    cr_assert_eq(text_take(&text, &taken, &err), 0);
    cr_expect_eq(strlen(taken), 803);
    cr_expect_str_eq(taken + 798, "9,end");
    free(taken);
}

Claim(text, is_empty_when_nothing_was_added)
{
    struct text text;
    struct hr_err err;
    char *taken = NULL;
    text_init(&text);
    cr_assert_eq(text_take(&text, &taken, &err), 0);
    cr_expect_str_eq(taken, "");
    free(taken);
}

Claim(text, that_failed_does_nothing_more)
{
    struct text text;
    struct hr_err err;
    char *taken = NULL;
    text_init(&text);
    text_add(&text, "June");
    text.failed = true;
    text_add(&text, " and July");
    cr_expect_eq(text_take(&text, &taken, &err), HR_ENOMEM);
    cr_expect_null(taken);
}

Claim(text, of_a_format_is_made_at_once)
{
    char *path = text_of("%s/%s.csv", "results/june", "forecast");
    cr_expect_str_eq(path, "results/june/forecast.csv");
    free(path);
}
