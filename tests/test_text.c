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

/* Whether or not what is added fits where the text ends. */
Claim(text, keeps_every_byte_of_what_is_added_at_any_length)
{
    enum { MOST = 700 };
    char long_one[MOST + 1], want[2 * MOST + 2];
    memset(long_one, 'x', MOST);
    long_one[MOST] = '\0';
    for (int before = 0; before <= MOST; before += 7)
        for (int length = 0; length <= MOST; length++) {
            struct text text;
            text_init(&text);
            text_add(&text, "%.*s", before, long_one);
            text_add(&text, "%.*s|", length, long_one);
            memset(want, 'x', (size_t)(before + length));
            memcpy(want + before + length, "|", 2);
            cr_assert_eq(text.length, (size_t)(before + length + 1));
            cr_assert_str_eq(text.text, want, "%d after %d", length, before);
            text_release(&text);
        }
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

Claim(text, a_command_line_or_a_sentence_says_nothing_of_where_a_machine_keeps_files)
{
    static const struct {
        const char *typed, *shown;
    } row[] = {
        { "/home/ann/a.cfg", "a.cfg" },
        { "../june/a.cfg", "../june/a.cfg" },
        { "--output=/tmp/x", "--output=x" },
        { "-o/tmp/x", "-ox" },
        { "--set=grant.known.2021/22.amount_gbp_m=26",
          "--set=grant.known.2021/22.amount_gbp_m=26" },
        { "-q", "-q" },
        { "plans.table=\"/home/ann/My plans/t.csv\"", "plans.table=\"t.csv\"" },
        { "the file '/srv/a/b.cfg' cannot be read: '/srv/c' is a folder",
          "the file 'b.cfg' cannot be read: 'c' is a folder" },
        { "/srv/a.cfg:14: of 2021/22, £5 / week", "a.cfg:14: of 2021/22, £5 / week" },
        { "cannot read /home/ann/a.cfg and /home/bob/b.cfg", "cannot read a.cfg and b.cfg" },
        { "/home/ann/a.cfg has 3 faults, see https://x.org/help/page",
          "a.cfg has 3 faults, see https://x.org/help/page" },
        { "/home/ann smith/a.cfg:14: in /srv, 5/6", "a.cfg:14: in srv, 5/6" },
        { "https://www.gov.uk/x", "https://www.gov.uk/x" },
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        char *shown = text_shown(row[i].typed);
        cr_expect_str_eq(shown, row[i].shown);
        free(shown);
    }
}

/* It is read again by `rerun`: what is no file stays to the letter. */
Claim(text, a_value_that_is_set_keeps_all_but_the_folder_of_a_file)
{
    static const struct {
        const char *typed, *shown;
    } row[] = {
        { "plans.table=\"/home/ann/My plans/t.csv\"", "plans.table=\"elsewhere/t.csv\"" },
        { "plans.table=/home/ann/t.csv", "plans.table=elsewhere/t.csv" },
        { "title=\"Budget /2026 and SEN /AP places\"",
          "title=\"Budget /2026 and SEN /AP places\"" },
        { "label=either /or, 5/6", "label=either /or, 5/6" },
        { "grant.known.2021/22.amount_gbp_m=26", "grant.known.2021/22.amount_gbp_m=26" },
        { "plans.table=\"../t.csv\"", "plans.table=\"../t.csv\"" },
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        char *shown = text_value_shown(row[i].typed, "elsewhere/");
        cr_expect_str_eq(shown, row[i].shown);
        free(shown);
    }
}
