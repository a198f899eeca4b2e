/* Tables of plots/words.h: one line a claim. */
#include "words.h"
#include "claim.h"

#include <math.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
#define is(got, want) cr_expect_str_eq((got).text, want)

Claim(words, money_has_no_more_figures_than_help)
{
    static const struct {
        double gbp_m;
        const char *want;
    } table[] = {
        { 176.2385, "£176m" },
        { 52.4, "£52m" },
        { 20.4, "£20m" },
        { 22.5, "£23m" },
        { 23.5, "£24m" },
        { -22.5, "-£23m" },
        { 1.25, "£1.3m" },
        { 1.35, "£1.4m" },
        { 12.05, "£12.1m" },
        { 104.5, "£105m" },
        { 1125.0, "£1.13bn" },
        { 19.96, "£20m" },
        { 19.94, "£19.9m" },
        { 10.886, "£10.9m" },
        { 1.04, "£1.0m" },
        { 0.996, "£1.0m" },
        { 0.994, "£990,000" },
        { 0.352, "£350,000" },
        { 0.0347, "£35,000" },
        { 0.00423, "£4,200" },
        { 0.00996, "£10,000" },
        { 0.0996, "£100,000" },
        { 0.0004, "£400" },
        { 0.00004, "£0" },
        { 0.0, "£0" },
        { -0.0, "£0" },
        { -0.00001, "£0" },
        { -20.3, "-£20m" },
        { -0.352, "-£350,000" },
        { 999.4, "£999m" },
        { 999.6, "£1.00bn" },
        { 4642.0, "£4.64bn" },
        { 9994.0, "£9.99bn" },
        { 9996.0, "£10.0bn" },
        { 63512.0, "£63.5bn" },
        { 2.5e6, "£2,500bn" },
        { (double)NAN, "not known" },
        { HUGE_VAL, "not known" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(words_money(table[i].gbp_m).text, table[i].want, "%g: %s, want %s",
                         table[i].gbp_m, words_money(table[i].gbp_m).text, table[i].want);
}

Claim(words, stated_amounts_are_not_misquoted)
{
    static const struct {
        double gbp_m;
        const char *want;
    } table[] = {
        { 22.5, "£22.5m" },    { 19.252, "£19.3m" },
        { 12.354, "£12.4m" },  { 52.45, "£52.5m" },
        { 20.0, "£20m" },      { 80.0, "£80m" },
        { 99.94, "£99.9m" },   { 99.96, "£100m" },
        { 120.0, "£120m" },    { 122.5, "£122.5m" },
        { 176.238, "£176m" },  { 4642.0, "£4.64bn" },
        { 1.0, "£1m" },        { 0.9996, "£1m" },
        { 0.352, "£352,000" }, { 0.0347, "£35,000" },
        { 0.0004, "£400" },    { 0.0, "£0" },
        { -22.5, "-£22.5m" },  { (double)NAN, "not known" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(words_stated(table[i].gbp_m).text, table[i].want, "%g: %s, want %s",
                         table[i].gbp_m, words_stated(table[i].gbp_m).text, table[i].want);
    is(words_stated_deficit(22.5), "£22.5m");
    is(words_stated_deficit(-22.5), "a surplus of £22.5m");
    is(words_stated_position(22.5), "a deficit of £22.5m");
    is(words_stated_position(-22.5), "a surplus of £22.5m");
    is(words_stated_position(0.0), "neither a deficit nor a surplus");
}

Claim(words, a_negative_deficit_is_a_surplus)
{
    is(words_deficit(176.2), "£176m");
    is(words_deficit(-20.3), "a surplus of £20m");
    is(words_deficit(-0.00001), "£0");
    is(words_position(52.4), "a deficit of £52m");
    is(words_position(-10.886), "a surplus of £10.9m");
    is(words_position(0.0), "neither a deficit nor a surplus");
}

Claim(words, ranges_run_from_less_to_more)
{
    is(words_range(104.7, 250.1), "£105m to £250m");
    is(words_range(-20.3, 35.2), "a surplus of £20m to a deficit of £35m");
    is(words_range(-30.4, -10.4), "a surplus of £10.4m to £30m");
    is(words_range(100.1, 100.2), "about £100m");
    is(words_range(-100.2, -100.1), "a surplus of about £100m");
    is(words_range((double)NAN, 1.0), "not known");
    is(words_likely_range(104.7, 250.1), "likely range £105m to £250m");
}

Claim(words, differences_are_lower_or_higher)
{
    is(words_change(-34.2), "£34m lower");
    is(words_change(5.04), "£5.0m higher");
    is(words_change(-0.00001), "no different");
    is(words_difference(-34.2, -58.4, -12.3), "£34m lower (likely range £12.3m to £58m lower)");
    is(words_difference(5.04, 2.1, 7.9), "£5.0m higher (likely range £2.1m to £7.9m higher)");
    is(words_difference(-34.2, -58.4, 5.2), "£34m lower (likely range £58m lower to £5.2m higher)");
    is(words_difference(-34.2, -34.3, -34.1), "£34m lower (likely range about £34m lower)");
    is(words_difference(0.0, 0.0, 0.0), "no different");
}

Claim(words, the_council_table_has_three_decimals_and_brackets)
{
    static const struct {
        double gbp_m;
        const char *want;
    } table[] = {
        { 10.299, "10.299" },      { -6.482, "(6.482)" },
        { -0.0004, "0.000" },      { 0.0004, "0.000" },
        { -0.0, "0.000" },         { -0.0006, "(0.001)" },
        { 0.0, "0.000" },          { 1234.5, "1,234.500" },
        { -97.557, "(97.557)" },   { (double)NAN, "not known" },
        { 999.9996, "1,000.000" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(words_ledger(table[i].gbp_m).text, table[i].want, "%g: %s", table[i].gbp_m,
                         words_ledger(table[i].gbp_m).text);
}

Claim(words, ticks_of_an_axis_share_unit_and_decimals)
{
    is(words_tick(50.0, 50.0, 250.0), "£50m");
    is(words_tick(0.0, 50.0, 250.0), "£0m");
    is(words_tick(-20.0, 10.0, 30.0), "-£20m");
    is(words_tick(0.6, 0.2, 1.0), "£0.6m");
    is(words_tick(1.0, 0.2, 1.0), "£1.0m");
    is(words_tick(-0.0, 0.2, 1.0), "£0m");
    is(words_tick(1500.0, 500.0, 2500.0), "£1.5bn");
    is(words_tick(2000.0, 500.0, 2500.0), "£2.0bn");
    is(words_tick(0.02, 0.02, 0.1), "£20,000");
    is(words_tick(0.0004, 0.0002, 0.0012), "£400");
    cr_expect_str_eq(words_tick_unit(50.0, 250.0), "£ million");
    cr_expect_str_eq(words_tick_unit(500.0, 2500.0), "£ billion");
    cr_expect_str_eq(words_tick_unit(0.02, 0.1), "£");
    is(words_count(10000), "10,000");
    is(words_count(999), "999");
    is(words_count(1234567), "1,234,567");
    is(words_rounded(1233.5), "1,234");
    is(words_rounded(0.4), "0");
    is(words_rounded(999999999999999.0), "999,999,999,999,999");
    is(words_rounded(1e300), "1e+300"); /* no count that a whole number holds */
}

Claim(words, chances_follow_the_table)
{
    static const struct {
        double p;
        const char *want;
    } table[] = {
        { 0.0, "very unlikely (less than 1 in 100)" },
        { 0.0099, "very unlikely (less than 1 in 100)" },
        { 0.01, "very unlikely (1 in 100)" },
        { 0.0499, "very unlikely (5 in 100)" },
        { 0.072, "very unlikely (1 in 20)" },
        { 0.0999, "very unlikely (2 in 20)" },
        { 0.10, "unlikely (2 in 20)" },
        { 0.237, "unlikely (5 in 20)" },
        { 0.3499, "unlikely (7 in 20)" },
        { 0.35, "could go either way (7 in 20)" },
        { 0.5, "could go either way (10 in 20)" },
        { 0.55, "could go either way (11 in 20)" },
        { 0.5501, "more likely than not (11 in 20)" },
        { 0.65, "more likely than not (13 in 20)" },
        { 0.6501, "likely (13 in 20)" },
        { 0.8, "likely (16 in 20)" },
        { 0.90, "likely (18 in 20)" },
        { 0.9001, "very likely (18 in 20)" },
        { 0.95, "very likely (19 in 20)" },
        { 0.9512, "very likely (95 in 100)" },
        { 0.978, "very likely (98 in 100)" },
        { 0.99, "very likely (99 in 100)" },
        { 0.9901, "almost certain (more than 99 in 100)" },
        { 1.0, "almost certain (more than 99 in 100)" },
        { (double)NAN, "not known" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(words_chance(table[i].p, 0.0).text, table[i].want, "%g: %s", table[i].p,
                         words_chance(table[i].p, 0.0).text);
}

Claim(words, a_chance_that_straddles_a_boundary_takes_the_weaker_words)
{
    static const struct {
        double p, se;
        const char *want;
    } table[] = {
        { 0.91, 0.004, "very likely (18 in 20)" },
        { 0.905, 0.004, "likely (18 in 20)" },
        { 0.655, 0.005, "more likely than not (13 in 20)" },
        { 0.60, 0.0283, "could go either way (12 in 20)" },
        { 0.317, 0.0269, "could go either way (6 in 20)" },
        { 0.927, 0.015, "likely (19 in 20)" },
        { 0.69, 0.0267, "more likely than not (14 in 20)" },
        { 0.57, 0.02, "could go either way (11 in 20)" },
        { 0.34, 0.01, "could go either way (7 in 20)" },
        { 0.104, 0.005, "unlikely (2 in 20)" },
        { 0.096, 0.005, "unlikely (2 in 20)" },
        { 0.008, 0.002, "very unlikely (less than 1 in 100)" },
        { 0.993, 0.002, "very likely (more than 99 in 100)" },
        { 0.5, 0.2, "could go either way (10 in 20)" },
        { 0.3, 0.3, "could go either way (6 in 20)" },
        { 0.6, (double)NAN, "more likely than not (12 in 20)" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(words_chance(table[i].p, table[i].se).text, table[i].want, "%g %g: %s",
                         table[i].p, table[i].se, words_chance(table[i].p, table[i].se).text);
}

/* The number that a reader takes away is that of the futures, not of the word beside it. */
Claim(words, a_count_is_the_rounded_count_whatever_its_words)
{
    static const double se[] = { 0.0, 0.002, 0.015, 0.0283, 0.3 };
    for (int i = 0; i <= 300; i++)
        for (size_t k = 0; k < N(se); k++) {
            const double p = i / 300.0;
            const int base = words_chance_base(p);
            const long n = lround(base * p);
            const struct words count = p < 0.01 ? words_say("(less than 1 in %d)", base)
                                       : p > 0.99
                                           ? words_say("(more than %d in %d)", base - 1, base)
                                           : words_say("(%ld in %d)", n, base);
            const struct words chance = words_chance(p, se[k]);
            cr_assert_not_null(strstr(chance.text, count.text), "%g, %g: %s, want %s", p, se[k],
                               chance.text, count.text);
            cr_assert_eq(strncmp(chance.text, words_chance_word(words_chance_class(p, se[k])),
                                 strlen(chance.text) - strlen(count.text) - 1),
                         0, "%s", chance.text);
        }
}

Claim(words, every_class_of_chance_makes_a_sentence)
{
    static const struct {
        double p;
        const char *want;
    } table[] = {
        { 0.004, "is very unlikely (less than 1 in 100)" },
        { 0.034, "is very unlikely (3 in 100)" },
        { 0.237, "is unlikely (5 in 20)" },
        { 0.487, "could go either way (10 in 20)" },
        { 0.613, "is more likely than not (12 in 20)" },
        { 0.789, "is likely (16 in 20)" },
        { 0.934, "is very likely (19 in 20)" },
        { 0.9967, "is almost certain (more than 99 in 100)" },
        { (double)NAN, "is not known" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const struct words says = words_chance_says(table[i].p, 0.0, words_chance_base(table[i].p));
        cr_expect_str_eq(says.text, table[i].want, "%g: %s", table[i].p, says.text);
    }
}

Claim(words, chances_told_together_share_a_base)
{
    cr_expect_eq(words_chance_base(0.913), 20);
    cr_expect_eq(words_chance_base(0.953), 100);
    cr_expect_eq(words_chance_base(0.047), 100);
    cr_expect_eq(words_chance_base(0.0502), 20);
    cr_expect_eq(words_chance_base((double)NAN), 20);
    is(words_chance_in(0.913, 0.003, 100), "very likely (91 in 100)");
    is(words_chance_in(0.953, 0.001, 100), "very likely (95 in 100)");
    is(words_chance_count(0.992, 20), "more than 19 in 20");
    is(words_chance_count(0.004, 20), "less than 1 in 20");
    cr_expect_eq(words_chance_n(0.992, 20), 20);
    cr_expect_eq(words_chance_n(0.004, 20), 0);
    cr_expect_eq(words_chance_n(0.78, 20), 16);
}

Claim(words, a_few_futures_are_counted)
{
    is(words_futures(10000), "10,000 simulated futures");
    is(words_futures(1), "1 simulated future");
    cr_expect(words_few_futures(99));
    cr_expect_not(words_few_futures(100));
    is(words_rough(20), "with only 20 simulated futures the ranges are rough");
    is(words_rough(1), "with only 1 simulated future there is no range");
}

Claim(words, no_chance_is_nothing_or_everything)
{
    for (int i = 0; i <= 2000; i++) {
        const struct words words = words_chance(i / 2000.0, 0.0);
        cr_assert(strstr(words.text, "(0 in") == NULL && strstr(words.text, "20 in 20") == NULL &&
                      strstr(words.text, "100 in 100") == NULL,
                  "%s", words.text);
    }
}

Claim(words, dates_are_read_strictly_and_written_in_full)
{
    static const char *const bad[] = { "",           "2028-3-31",  "2028-02-30",
                                       "2027-02-29", "2028-13-01", "2028-00-10",
                                       "2028-01-00", "2028/03/31", "2028-03-311",
                                       "x028-03-31" };
    struct day day = { 0, 0, 0 };
    for (size_t i = 0; i < N(bad); i++)
        cr_expect_not(words_read_day(bad[i], &day), "%s", bad[i]);
    cr_assert(words_read_day("2028-02-29", &day));
    is(words_day(day), "29 February 2028");
    is(words_month(day), "February 2028");
    is(words_financial_year(2028), "2028/29");
    is(words_financial_year(1999), "1999/00");
    is(words_year_end(2028), "31 March 2029");
    is(words_year_end_month(2028), "March 2029");
    is(words_year_end_iso(2028), "2029-03-31");
}

Claim(words, days_after_a_year_end_count_leap_days)
{
    cr_expect_eq(words_days_after(2027, (struct day){ 2028, 3, 31 }), 0);
    cr_expect_eq(words_days_after(2027, (struct day){ 2028, 4, 1 }), 1);
    cr_expect_eq(words_days_after(2027, (struct day){ 2028, 2, 28 }), -32);
    cr_expect_eq(words_days_after(2026, (struct day){ 2028, 3, 31 }), 366);
    cr_expect_eq(words_days_after(2027, (struct day){ 2029, 3, 31 }), 365);
    cr_expect_eq(words_days_after(1999, (struct day){ 2100, 3, 31 }), 36524);
}

Claim(words, labels_fit_into_sentences)
{
    is(words_within("Usable reserves"), "usable reserves");
    is(words_within("General Fund balance"), "General Fund balance");
    is(words_within("DSG reserve"), "DSG reserve");
    is(words_within(""), "");
    is(words_sentence_start("the deficit"), "The deficit");
    cr_expect_eq(words_length("  Without action, the deficit "), 4);
    cr_expect_eq(words_length(""), 0);
}

Claim(words, templates_are_filled_with_slots_and_numbers)
{
    struct slots slots = { .n = 0 };
    slots_set(&slots, "name", "%s", "Dysart");
    slots_set(&slots, "year", "%d", 2031);
    slots_set(&slots, "year", "%d", 2032);
    is(words_fill("{name}: {pays|pay} back by {year}", &slots), "Dysart: pays back by 2032");
    slots.several = true;
    is(words_fill("{name} {|s}{pays|pay} back", &slots), "Dysart spay back");
    is(words_fill("", &slots), "");
    slots_set(&slots, "name", "%0300d", 7);
    cr_expect_eq(strlen(words_fill("{name}{name}", &slots).text), sizeof(struct words) - 1);
}

Claim(words, a_class_of_chances_ends_at_its_bound)
{
    for (int i = CHANCE_UNDER_1; i < CHANCE_OVER_99; i++) {
        const enum chance_class chance = (enum chance_class)i;
        const double bound = words_chance_bound(chance);
        cr_expect_eq(words_chance_class(bound - 1e-9, 0.0), chance);
        cr_expect_eq(words_chance_class(bound + 1e-9, 0.0), (enum chance_class)(i + 1));
        cr_expect_eq(words_chance_class(bound, 0.0) == chance, words_chance_bound_within(chance));
    }
}
