/* Consent to transfers: who is asked for what, the same answers for every level, and pounds. */
#include "transfers.h"
#include "claim.h"

#include <math.h>

enum { N = 20000 };

static struct consent
consent_of(double forum, double secretary, bool appeal)
{
    return (struct consent){ .limit = FORUM_LIMIT,
                             .forum = forum,
                             .secretary = secretary,
                             .reached = 1.0,
                             .appeal = appeal,
                             .purpose_forum = 0x5ca1ab1e,
                             .purpose_secretary = 0xf005ba11,
                             .item = 0x0ddba11 };
}

static double
granted(double asked, const struct consent *consent, uint32_t replicate, unsigned year)
{
    struct draw draw;
    draw_init(&draw, 20210705, 17, replicate);
    return transfer_granted(asked, consent, &(struct step){ .draw = &draw, .year = year });
}

static const struct transfer_in share = { .where = "test",
                                          .id = "half",
                                          .from = "schools",
                                          .to = "high_needs",
                                          .fy = 2022,
                                          .share = 0.005,
                                          .amount_gbp = (double)NAN,
                                          .forum_chance = (double)NAN,
                                          .secretary_chance = (double)NAN };

Claim(transfers, an_agreed_transfer_is_a_share_before_recoupment_or_an_amount_in_its_year)
{
    struct transfer_in amount = share;
    amount.fy = 2023;
    amount.share = (double)NAN;
    amount.amount_gbp = 213117.0;
    cr_expect(!transfer_is_uncertain(&share));
    cr_expect_float_eq(transfer_gbp(&share, NULL, 2022, 117961493.0, NULL), 589807.465, 1e-6);
    cr_expect_eq(transfer_gbp(&share, NULL, 2021, 117961493.0, NULL), 0.0);
    cr_expect_eq(transfer_gbp(&share, NULL, 2023, 117961493.0, NULL), 0.0, "one year at a time");
    cr_expect_eq(transfer_gbp(&amount, NULL, 2023, (double)NAN, NULL), 213117.0);
    cr_expect_eq(transfer_gbp(&amount, NULL, 2024, 1.0, NULL), 0.0);
}

Claim(transfers, an_entry_of_several_years_moves_money_in_each_of_them)
{
    struct transfer_in several = share;
    several.last_fy = 2024;
    for (int fy = 2020; fy < 2028; fy++)
        cr_expect_eq(transfer_gbp(&several, NULL, fy, 2e8, NULL),
                     fy >= 2022 && fy <= 2024 ? 1e6 : 0.0, "%d", fy);
}

/* Every answer of the two, certain. */
Claim(transfers, consent_follows_the_rules)
{
    static const struct {
        double forum, secretary;
        bool appeal;
        double asked, granted;
    } rule[] = {
        { 1.0, 0.0, false, 0.0037, 0.0037 }, { 1.0, 0.0, false, 0.005, 0.005 },
        { 1.0, 0.0, false, 0.0083, 0.005 },  { 1.0, 1.0, false, 0.0083, 0.0083 },
        { 0.0, 1.0, false, 0.0083, 0.0083 }, { 0.0, 0.0, true, 0.0083, 0.0 },
        { 0.0, 1.0, false, 0.0037, 0.0 },    { 0.0, 1.0, true, 0.0037, 0.0037 },
        { 0.0, 0.0, true, 0.0037, 0.0 },     { 1.0, 0.0, true, 0.0, 0.0 },
    };
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++) {
        const struct consent consent = consent_of(rule[i].forum, rule[i].secretary, rule[i].appeal);
        cr_expect_eq(granted(rule[i].asked, &consent, 11, 2), rule[i].granted, "rule %zu", i);
    }
}

Claim(transfers, more_asked_is_never_less_granted_in_any_future)
{
    static const double asked[] = { 0.0, 0.0025, 0.0049, 0.005, 0.0051, 0.0075, 0.01, 0.015 };
    for (int appeal = 0; appeal < 2; appeal++) {
        const struct consent consent = consent_of(0.617, 0.431, appeal == 1);
        for (uint32_t k = 0; k < 2000; k++) {
            double before = 0.0;
            for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
                const double now = granted(asked[i], &consent, k, 3);
                cr_assert(now >= before && now <= asked[i], "future %u: %.4f of %.4f after %.4f", k,
                          now, asked[i], before);
                before = now;
            }
        }
    }
}

Claim(transfers, a_greater_chance_never_takes_away_what_a_smaller_one_granted)
{
    const struct consent less = consent_of(0.3, 0.2, true), more = consent_of(0.5, 0.6, true);
    for (uint32_t k = 0; k < 2000; k++) {
        cr_assert_geq(granted(0.004, &more, k, 1), granted(0.004, &less, k, 1));
        cr_assert_geq(granted(0.009, &more, k, 1), granted(0.009, &less, k, 1));
    }
}

static void
expect_share(double count, double p, const char *what)
{
    const double z = (count - p * N) / sqrt(p * (1.0 - p) * N);
    cr_expect_lt(fabs(z), 4.0, "%s: z %.2f", what, z);
}

Claim(transfers, forum_and_secretary_answer_apart_and_each_year_anew)
{
    const double f = 0.617, s = 0.431;
    const struct consent appeal = consent_of(f, s, true), none = consent_of(f, s, false);
    double n_low = 0.0, n_appeal = 0.0, n_all = 0.0, n_limit = 0.0, n_both = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        n_low += granted(0.004, &none, k, 1) > 0.0;
        n_appeal += granted(0.004, &appeal, k, 1) > 0.0;
        n_all += granted(0.009, &none, k, 1) == 0.009;
        n_limit += granted(0.009, &none, k, 1) == FORUM_LIMIT;
        n_both += granted(0.004, &none, k, 1) > 0.0 && granted(0.004, &none, k, 2) > 0.0;
    }
    expect_share(n_low, f, "forum");
    expect_share(n_appeal, 1.0 - (1.0 - f) * (1.0 - s),
                 "forum, or the Secretary of State on appeal");
    expect_share(n_all, s, "more than the limit");
    expect_share(n_limit, (1.0 - s) * f, "the limit alone");
    expect_share(n_both, f * f, "two years");
}

Claim(transfers, an_amount_needs_the_consent_that_its_share_needs)
{
    struct transfer_in amount = share;
    amount.share = (double)NAN;
    amount.forum_chance = 1.0;
    const struct consent consent = consent_of(1.0, 0.0, false);
    struct draw draw;
    draw_init(&draw, 1, 2, 3);
    const struct step step = { .draw = &draw };
    amount.amount_gbp = 213117.0;
    cr_expect_eq(transfer_gbp(&amount, &consent, 2022, 117961493.0, &step), 213117.0);
    amount.amount_gbp = 913117.0;
    cr_expect_float_eq(transfer_gbp(&amount, &consent, 2022, 117961493.0, &step), 589807.465, 1e-6,
                       "cut to 0.5%%");
}

/* Finding 14: a forum at 0.4 and a Secretary of State at 0.3 refuse one by one, not together. */
Claim(transfers, the_expected_value_run_takes_the_likelier_outcome_of_the_whole_chain)
{
    static const struct {
        double forum, secretary, reached;
        bool appeal;
        double asked, granted;
    } rule[] = {
        { 0.4, 0.3, 1.0, true, 0.004, 0.004 },    /* 0.58 */
        { 0.4, 0.3, 1.0, false, 0.004, 0.0 },     /* 0.40 */
        { 0.4, 0.3, 0.8, true, 0.004, 0.0 },      /* 0.464 */
        { 0.4, 0.3, 1.0, true, 0.0083, 0.0083 },  /* all 0.30, the limit 0.28, nothing 0.42 */
        { 0.5, 0.3, 1.0, true, 0.0083, 0.005 },   /* all 0.30, the limit 0.35, nothing 0.35 */
        { 0.2, 0.3, 1.0, true, 0.0083, 0.0 },     /* nothing 0.56 */
        { 0.2, 0.45, 1.0, true, 0.0083, 0.0083 }, /* all 0.45, the limit 0.11 */
        { 1.0, 0.4, 1.0, true, 0.0083, 0.005 },
        { 0.4, 0.3, 1.0, false, 0.005, 0.0 },    /* just the limit: the forum alone, 0.40 */
        { 1.0, 0.5, 1.0, true, 0.0083, 0.0083 }, /* as likely all as the limit: all */
    };
    struct draw draw;
    draw_init_expected(&draw);
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++) {
        struct consent consent = consent_of(rule[i].forum, rule[i].secretary, rule[i].appeal);
        consent.reached = rule[i].reached;
        cr_expect_eq(transfer_granted(rule[i].asked, &consent, &(struct step){ .draw = &draw }),
                     rule[i].granted, "rule %zu", i);
    }
}

Claim(transfers, in_the_expected_value_run_more_asked_is_never_less_granted)
{
    struct draw draw;
    draw_init_expected(&draw);
    for (int f = 0; f <= 20; f++)
        for (int s = 0; s <= 20; s++)
            for (int appeal = 0; appeal < 2; appeal++) {
                const struct consent consent = consent_of(0.05 * f, 0.05 * s, appeal != 0);
                double before = 0.0;
                for (double asked = 0.001; asked < 0.012; asked += 0.002) {
                    const double got =
                        transfer_granted(asked, &consent, &(struct step){ .draw = &draw });
                    cr_expect(got >= before, "forum %d, Secretary of State %d, asked %g", f, s,
                              asked);
                    before = got;
                }
            }
}
