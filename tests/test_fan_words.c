/* Titles of the fan against the numbers that they speak of: one line a rule. The text alternative
 * is tested with the picture, in test_fan.c. */
#include "fan.h"
#include "claim.h"

#include <math.h>

#define N(table) (sizeof(table) / sizeof *(table))

/* Three forecast years after 2025/26, under test; everything else as in a usual run. */
static struct fan
fan_of(const struct fan_outturn *now, const struct fan_year year[3])
{
    return (struct fan){ .id = "fan",
                         .area = "Exampleshire",
                         .scenario = "",
                         .history = now,
                         .n_history = 1,
                         .year = year,
                         .n_year = 3,
                         .run = { "", "", "0", 10, 1, "" } };
}

static const struct {
    double outturn, chance[3];
    enum fan_role role;
    const char *scenario, *label, *want;
} title_case[] = {
    { 52.4,
      { 0.02, 0.70, 0.97 },
      FAN_UNMITIGATED,
      "",
      "Usable reserves",
      "Without action, the deficit is likely to pass usable reserves by March 2028" },
    { 52.4,
      { 0.02, 0.60, 0.97 },
      FAN_UNMITIGATED,
      "",
      "Usable reserves",
      "Without action, the deficit is more likely than not to pass reserves by March 2028" },
    { 52.4,
      { 0.02, 0.60, 0.97 },
      FAN_UNMITIGATED,
      "",
      "All our reserves",
      "Without action, the deficit is more likely than not to pass £120m by March 2028" },
    { 52.4,
      { 0.995, 1.0, 1.0 },
      FAN_OTHER,
      "Plan B",
      "Usable reserves",
      "The deficit is very likely to pass usable reserves by March 2027" },
    { 52.4,
      { 0.1, 0.2, 0.45 },
      FAN_UNMITIGATED,
      "",
      "Usable reserves",
      "Without action, it could go either way whether the deficit exceeds reserves in March "
      "2029" },
    { 52.4,
      { 0.1, 0.2, 0.56 },
      FAN_MITIGATED,
      "",
      "Usable reserves",
      "Mitigated: it could go either way whether the deficit exceeds usable reserves in March "
      "2029" },
    { 52.4,
      { 0.1, 0.2, 0.30 },
      FAN_MITIGATED,
      "",
      "Usable reserves",
      "Mitigated: the deficit is unlikely to exceed usable reserves in March 2029" },
    { 52.4,
      { 0.0, 0.05, 0.002 },
      FAN_MITIGATED,
      "",
      "Usable reserves",
      "Mitigated: the deficit is very unlikely to exceed usable reserves in March 2028" },
    { 130.0,
      { 1.0, 0.99, 0.93 },
      FAN_UNMITIGATED,
      "",
      "Usable reserves",
      "Without action, the deficit is still very likely to exceed usable reserves in March "
      "2029" },
    { 130.0,
      { 0.7, 0.6, 0.45 },
      FAN_OTHER,
      "",
      "Usable reserves",
      "It could go either way whether the deficit still exceeds usable reserves in March "
      "2029" },
    { 130.0,
      { 0.8, 0.3, 0.05 },
      FAN_MITIGATED,
      "",
      "Usable reserves",
      "Mitigated: the deficit is likely to fall below usable reserves by March 2028" },
    { 130.0,
      { 0.2, 0.5, 0.05 },
      FAN_MITIGATED,
      "",
      "Usable reserves",
      "Mitigated: the deficit is very likely to fall below usable reserves by March 2029" },
    { 52.4,
      { 0.0, 0.0, 0.0 },
      FAN_UNMITIGATED,
      "Without the agreement",
      "General Fund",
      "Without the agreement, the deficit is very unlikely to exceed General Fund in March "
      "2029" },
};

Claim(fan_words, titles_follow_the_chances)
{
    for (size_t i = 0; i < N(title_case); i++) {
        const struct fan_outturn now = { 2025, title_case[i].outturn };
        const struct fan_threshold threshold = { title_case[i].label, 120.0 };
        struct fan_year year[3];
        for (size_t k = 0; k < 3; k++)
            year[k] = (struct fan_year){ 2026 + (int)k,           41.0,  62.0, 83.0, 104.0, 135.0,
                                         title_case[i].chance[k], 0.005, 83.0 };
        struct fan fan = fan_of(&now, year);
        fan.scenario = title_case[i].scenario;
        fan.role = title_case[i].role;
        fan.threshold = &threshold;
        fan.n_threshold = 1;
        cr_expect_str_eq(fan_title(&fan).text, title_case[i].want, "%zu: %s", i,
                         fan_title(&fan).text);
    }
}

/* Of several scenarios, each title says which: the condition stays, the rest is shortened. */
Claim(fan_words, titles_of_several_scenarios_keep_their_condition)
{
    static const struct {
        enum fan_role role;
        const char *scenario;
        double outturn, chance;
        const char *want;
    } table[] = {
        { FAN_UNMITIGATED, "Without the agreement", 52.4, 0.60,
          "Without the agreement, the deficit more likely than not passes usable reserves by March "
          "2027" },
        { FAN_UNMITIGATED, "Without the agreement's payments", 52.4, 0.60,
          "Without the agreement's payments, the deficit more likely than not passes reserves by "
          "March 2027" },
        { FAN_MITIGATED, "With the agreement's payments only", 52.4, 0.60,
          "With the agreement's payments only, the deficit more likely than not passes reserves by "
          "2027" },
        { FAN_MITIGATED, "With the measures agreed so far", 52.4, 0.93,
          "With the measures agreed so far, the deficit very likely passes reserves by March "
          "2027" },
        { FAN_MITIGATED, "with the measures agreed so far", 52.4, 0.999,
          "With the measures agreed so far, the deficit almost certainly passes reserves by March "
          "2027" },
        { FAN_MITIGATED, "With the agreement", 52.4, 0.45,
          "With the agreement, a deficit above usable reserves in March 2029 could go either way" },
        { FAN_MITIGATED, "With the measures agreed so far", 52.4, 0.25,
          "With the measures agreed so far, the deficit is unlikely to exceed reserves in 2029" },
        { FAN_MITIGATED, "With the measures agreed so far", 52.4, 0.03,
          "With the measures agreed so far, the central forecast deficit is £83m by March 2029" },
        { FAN_MITIGATED,
          "With everything that the council and its schools agreed in the spring of 2026", 52.4,
          0.93, "Mitigated: cumulative deficit by 2029, central forecast £83m" },
        { FAN_UNMITIGATED, "No further SEND action", 52.4, 0.93,
          "With no further SEND action, the deficit very likely passes usable reserves by March "
          "2027" },
        { FAN_MITIGATED, "Plan B", 52.4, 0.93,
          "Plan B: the deficit is very likely to pass usable reserves by March 2027" },
        { FAN_OTHER, "Plan B", 52.4, 0.93,
          "Plan B: the deficit is very likely to pass usable reserves by March 2027" },
        { FAN_MITIGATED, "With the measures agreed so far", 130.0, 0.93,
          "With the measures agreed so far, the deficit very likely still exceeds reserves in "
          "2029" },
        { FAN_MITIGATED, "With the measures agreed so far", 130.0, 0.45,
          "With the measures agreed so far, the central forecast deficit is £83m by March 2029" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const struct fan_outturn now = { 2025, table[i].outturn };
        const struct fan_threshold threshold = { "Usable reserves", 120.0 };
        struct fan_year year[3];
        for (size_t k = 0; k < 3; k++)
            year[k] = (struct fan_year){ 2026 + (int)k,   41.0,  62.0, 83.0, 104.0, 135.0,
                                         table[i].chance, 0.001, 83.0 };
        struct fan fan = fan_of(&now, year);
        fan.scenario = table[i].scenario;
        fan.role = table[i].role;
        fan.one_of_several = true;
        fan.threshold = &threshold;
        fan.n_threshold = 1;
        cr_expect_str_eq(fan_title(&fan).text, table[i].want, "%zu: %s", i, fan_title(&fan).text);
    }
}

Claim(fan_words, a_deficit_that_falls_away_is_not_said_to_stay_below_the_threshold)
{
    static const struct {
        double outturn, p05, p25, p50, p75, p95, chance;
        const char *want;
    } table[] = {
        { 52.4, -222, -152, -108.3, -70, -11.9, 0.02,
          "Without the agreement, the deficit is very likely to become a surplus by March 2029" },
        { 52.4, -222, -152, -108.3, -70, 2.3, 0.02,
          "Without the agreement, the deficit is likely to become a surplus by March 2029" },
        { 52.4, -222, -152, -8.3, 12, 31.5, 0.02,
          "Without the agreement, the central forecast is a surplus of £8.3m by March 2029" },
        { 52.4, 3, 14, 21.4, 33, 60, 0.02,
          "Without the agreement, the deficit is likely to shrink by March 2029, central forecast "
          "£21m" },
        { 52.4, 3, 14, 21.4, 33, 44, 0.02,
          "Without the agreement, the deficit is very likely to shrink by March 2029" },
        { 52.4, 41, 62, 83, 104, 118, 0.02,
          "Without the agreement, the deficit is very unlikely to exceed usable reserves in March "
          "2029" },
        { 130.0, -222, -152, -108.3, -70, 2.3, 0.02,
          "Without the agreement, the deficit is likely to become a surplus by March 2029" },
        { 130.0, 3, 14, 21.4, 33, 60, 0.02,
          "Without the agreement, the deficit is very likely to fall below reserves by March "
          "2027" },
        { -5.0, 3, 14, 21.4, 33, 60, 0.02,
          "Without the agreement, the deficit is very unlikely to exceed usable reserves in March "
          "2029" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const struct fan_outturn now = { 2025, table[i].outturn };
        const struct fan_threshold threshold = { "Usable reserves", 120.0 };
        struct fan_year year[3];
        for (size_t k = 0; k < 3; k++)
            year[k] = (struct fan_year){ 2026 + (int)k,   table[i].p05, table[i].p25,
                                         table[i].p50,    table[i].p75, table[i].p95,
                                         table[i].chance, 0.001,        table[i].p50 };
        struct fan fan = fan_of(&now, year);
        fan.scenario = "Without the agreement";
        fan.role = FAN_UNMITIGATED;
        fan.one_of_several = true;
        fan.threshold = &threshold;
        fan.n_threshold = 1;
        cr_expect_str_eq(fan_title(&fan).text, table[i].want, "%zu: %s", i, fan_title(&fan).text);
    }
}

Claim(fan_words, titles_without_a_threshold_follow_the_range)
{
    static const struct {
        double outturn, p05, p25, p50, p75, p95;
        enum fan_role role;
        const char *want;
    } table[] = {
        { 52.4, 60, 70, 80, 90, 99, FAN_OTHER,
          "The deficit is very likely to grow by March 2029, central forecast £80m" },
        { 52.4, 60, 70, 80, 90, 99, FAN_UNMITIGATED,
          "Without action, the deficit is very likely to grow by March 2029, central forecast "
          "£80m" },
        { 52.4, 40, 55, 80, 90, 99, FAN_OTHER,
          "The deficit is likely to grow by March 2029, central forecast £80m" },
        { 52.4, 40, 45, 50.6, 90, 99, FAN_OTHER,
          "Cumulative deficit by 2029: central forecast £51m" },
        { 52.4, 1, 2, 3, 4, 5, FAN_MITIGATED,
          "Mitigated: the deficit is very likely to shrink by March 2029, central forecast £3.0m" },
        { 52.4, 1, 2, 3, 50, 55, FAN_OTHER,
          "The deficit is likely to shrink by March 2029, central forecast £3.0m" },
        { 52.4, -9, -8, -7.2, -4, -1, FAN_OTHER,
          "The deficit is very likely to become a surplus by March 2029" },
        { -5.0, 1, 2, 3, 4, 5, FAN_OTHER,
          "The surplus is very likely to become a deficit by March 2029, central forecast £3.0m" },
        { -5.0, -9, -8, -7.2, 4, 5, FAN_OTHER,
          "Cumulative position by 2029: central forecast a surplus of £7.2m" },
        { (double)NAN, 60, 70, 80, 90, 99, FAN_OTHER,
          "Cumulative deficit by 2029: central forecast £80m" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const struct fan_outturn now = { 2025, table[i].outturn };
        struct fan_year year[3];
        for (size_t k = 0; k < 3; k++)
            year[k] = (struct fan_year){ 2026 + (int)k, table[i].p05, table[i].p25,
                                         table[i].p50,  table[i].p75, table[i].p95,
                                         (double)NAN,   (double)NAN,  table[i].p50 };
        struct fan fan = fan_of(&now, year);
        fan.role = table[i].role;
        cr_expect_str_eq(fan_title(&fan).text, table[i].want, "%zu: %s", i, fan_title(&fan).text);
    }
}
