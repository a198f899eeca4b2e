/* Names of random numbers: the hash of a name is what it always was, and two names of one kind that
 * share it are refused, whatever the kind. */
#include "address.h"

#include "claim.h"
#include "option_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- pairs of names with one hash ---- */

struct pair_of_names {
    char a[8], b[8];
};

struct candidate {
    uint32_t hash;
    char name[8];
};

static int
by_hash(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Two names of seven letters that hash alike after the prefix, whatever follows them. */
static struct pair_of_names
find_pair(const char *prefix)
{
    enum { MANY = 400000, LETTERS = 26 };
    struct candidate *list = calloc(MANY, sizeof *list);
    struct pair_of_names pair = { "", "" };
    cr_assert_not_null(list);
    for (size_t i = 0; i < MANY; i++) {
        char text[64];
        uint64_t rest = (uint64_t)i * 0x9e3779b97f4a7c15u >> 24; /* letters without a pattern */
        for (size_t k = 0; k < 7; k++, rest /= LETTERS)
            list[i].name[k] = (char)('a' + rest % LETTERS);
        (void)snprintf(text, sizeof text, "%s%s", prefix, list[i].name);
        list[i].hash = hr_hash32(text);
    }
    qsort(list, MANY, sizeof *list, by_hash);
    for (size_t i = 1; i < MANY && pair.a[0] == '\0'; i++)
        if (list[i].hash == list[i - 1].hash) {
            memcpy(pair.a, list[i - 1].name, sizeof pair.a);
            memcpy(pair.b, list[i].name, sizeof pair.b);
        }
    free(list);
    cr_assert_neq(pair.a[0], '\0', "no pair after '%s'", prefix);
    return pair;
}

/* ---- the book ---- */

struct pipeline_sample {
    struct arena arena;
    struct address_book book;
    struct hr_err err;
};

static struct pipeline_sample *
pipeline_sample_open(void)
{
    static struct pipeline_sample sample;
    arena_release(&sample.arena);
    sample = (struct pipeline_sample){ .err = { 0 } };
    address_book_init(&sample.book, &sample.arena);
    return &sample;
}

Claim(address, a_name_has_the_hash_it_always_had)
{
    struct pipeline_sample *sample = pipeline_sample_open();
    cr_expect_eq(address_of(&sample->book, "line", "hospital"), hr_hash32("hospital"));
    cr_expect_eq(purpose_of(&sample->book, "join"), hr_hash32("join"));
    cr_expect_eq(address_of_both(&sample->book, "option", "asd/isp", "cut"),
                 hr_hash32("asd/isp") ^ hr_hash32("cut"));
    cr_expect_eq(address_book_check(&sample->book, &sample->err), 0);
}

Claim(address, two_names_of_one_kind_with_one_hash_are_refused_by_name_in_any_order)
{
    static const char *const name[2] = { "liquid", "costarring" };
    for (size_t first = 0; first < 2; first++) {
        struct pipeline_sample *sample = pipeline_sample_open();
        (void)address_of(&sample->book, "line", name[first]);
        cr_expect_eq(address_book_check(&sample->book, &sample->err), 0);
        (void)address_of(&sample->book, "line", name[1 - first]);
        (void)address_of(&sample->book, "line", "declinate");
        (void)address_of(&sample->book, "line", "macallums");
        cr_expect_eq(address_book_check(&sample->book, &sample->err), HR_ESCENARIO);
        cr_expect_str_eq(sample->err.text, "the names 'costarring' and 'liquid' would share random "
                                           "numbers (equal hashes); rename one");
    }
}

Claim(address, one_name_may_be_entered_twice_and_two_kinds_may_share_a_hash)
{
    struct pipeline_sample *sample = pipeline_sample_open();
    (void)address_of(&sample->book, "line", "costarring");
    (void)address_of(&sample->book, "line", "costarring");
    (void)address_of(&sample->book, "setting", "liquid");
    cr_expect_eq(address_book_check(&sample->book, &sample->err), 0);
    cr_expect_eq(sample->book.n, 2);
}

Claim(address, two_things_drawn_together_are_refused_as_one_name_is)
{
    struct pipeline_sample *sample = pipeline_sample_open();
    (void)address_of_both(&sample->book, "option", "costarring", "cut");
    (void)address_of_both(&sample->book, "option", "liquid", "cut");
    cr_expect_eq(address_book_check(&sample->book, &sample->err), HR_ESCENARIO);
    cr_expect_not_null(strstr(sample->err.text, "'costarring with cut' and 'liquid with cut'"));
}

Claim(address, a_book_of_many_names_forgets_none)
{
    enum { MANY = 20000 };
    struct pipeline_sample *sample = pipeline_sample_open();
    for (size_t i = 0; i < MANY; i++)
        (void)address_of(&sample->book, i % 2 == 0 ? "line" : "setting",
                         arena_format(&sample->arena, "name-%zu", i));
    cr_expect_eq(sample->book.n, MANY);
    cr_expect_eq(address_book_check(&sample->book, &sample->err), 0);
    (void)address_of(&sample->book, "line", "costarring");
    for (size_t i = 0; i < MANY; i++)
        (void)address_of(&sample->book, i % 2 == 0 ? "line" : "setting",
                         arena_format(&sample->arena, "name-%zu", i));
    cr_expect_eq(sample->book.n, MANY + 1);
    (void)address_of(&sample->book, "line", "liquid");
    cr_expect_eq(address_book_check(&sample->book, &sample->err), HR_ESCENARIO);
}

/* ---- every kind of name in a scenario ---- */

/* Compiling the sample must name the two and refuse them. */
static void
expect_pair(struct sample *sample, const struct pair_of_names *pair)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    cr_expect_eq(model_make(&model, &sample->in, &err), HR_ESCENARIO, "%s and %s", pair->a,
                 pair->b);
    cr_expect(strstr(err.text, "would share random numbers") != NULL &&
                  strstr(err.text, pair->a) != NULL && strstr(err.text, pair->b) != NULL,
              "%s and %s: %s", pair->a, pair->b, err.text);
    model_release(&model);
    sample_release(sample);
}

static void
expect_options(const char *a, const char *b)
{
    struct option_sample s;
    struct pair_of_names pair = { "", "" };
    memcpy(pair.a, a, strlen(a) > 7 ? 7 : strlen(a));
    memcpy(pair.b, b, strlen(b) > 7 ? 7 : strlen(b));
    option_sample_init(&s, OPTION_STILL);
    for (size_t i = 0; i < 2; i++) {
        struct option_in *in = option_add(&s, OPTION_CEASING, i == 0 ? a : b);
        in->start = "2022/23";
        in->share = option_quantity(&s, 0.2385);
    }
    expect_pair(&s.sample, &pair);
    option_sample_release(&s);
}

Claim(address, two_options_with_one_hash_are_refused)
{
    cr_assert_eq(hr_hash32("opt-oscre"), hr_hash32("opt-urbxs"));
    expect_options("opt-oscre", "opt-urbxs");
    const struct pair_of_names pair = find_pair("");
    expect_options(pair.a, pair.b);
}

Claim(address, two_lines_receipts_or_transfers_with_one_hash_are_refused)
{
    const struct pair_of_names pair = find_pair("");
    struct sample sample;
    sample_init(&sample);
    sample.line[0].id = pair.a;
    sample.line[2].id = pair.b;
    expect_pair(&sample, &pair);
    sample_init(&sample);
    sample.receipt[0].id = sample.receipt_of_plan[0] = pair.a;
    sample.receipt[1].id = sample.receipt_of_plan[1] = pair.b;
    expect_pair(&sample, &pair);
    sample_init(&sample);
    sample.transfer[0].id = sample.transfer_of_plan[0] = pair.a;
    sample.transfer[1].id = sample.transfer_of_plan[1] = pair.b;
    expect_pair(&sample, &pair);
}

Claim(address, two_quantities_or_factors_with_one_hash_are_refused)
{
    const struct pair_of_names pair = find_pair("");
    struct sample sample;
    sample_init(&sample);
    sample.quantity[3].name = pair.a;
    sample.quantity[7].name = pair.b;
    expect_pair(&sample, &pair);
    sample_init(&sample);
    sample.quantity[3].factor = pair.a;
    sample.quantity[7].factor = pair.b;
    expect_pair(&sample, &pair);
}

Claim(address, two_settings_or_places_with_one_hash_are_refused)
{
    static const char *const prefix[] = { "", "semh/", "asd/" };
    for (size_t i = 0; i < sizeof prefix / sizeof prefix[0]; i++) {
        const struct pair_of_names pair = find_pair(prefix[i]);
        struct sample sample;
        sample_init(&sample);
        sample_add_empty_setting(&sample, pair.a, CATEGORY_INDEPENDENT);
        sample_add_empty_setting(&sample, pair.b, CATEGORY_INDEPENDENT);
        expect_pair(&sample, &pair);
    }
}

Claim(address, two_schemes_of_places_with_one_hash_are_refused)
{
    enum { SPECIAL = 1 };
    const struct pair_of_names pair = find_pair("local-special/");
    struct sample sample;
    worked_area(&sample);
    cr_assert_str_eq(sample.setting[SPECIAL].id, "local-special");
    area_places(&sample, SPECIAL, 1, PHASE_ALL, 3.0)->id = pair.a;
    area_places(&sample, SPECIAL, 2, PHASE_ALL, 4.0)->id = pair.b;
    expect_pair(&sample, &pair);
}

Claim(address, two_ways_back_to_a_full_setting_with_one_hash_are_refused)
{
    enum { SPECIAL = 1 };
    struct sample sample;
    worked_area(&sample);
    char prefix[64];
    (void)snprintf(prefix, sizeof prefix, "%s/local-special<", sample.need[0].id);
    const struct pair_of_names pair = find_pair(prefix);
    sample_add_empty_setting(&sample, pair.a, CATEGORY_INDEPENDENT);
    sample_add_empty_setting(&sample, pair.b, CATEGORY_INDEPENDENT);
    sample.in.plans.n_by_setting = 0; /* children are given by cell here */
    sample.overflow[0] = (struct overflow_in){ "area", pair.a, 0.7 };
    sample.overflow[1] = (struct overflow_in){ "area", pair.b, 0.3 };
    sample.setting[SPECIAL].n_overflow = 2;
    expect_pair(&sample, &pair);
}
