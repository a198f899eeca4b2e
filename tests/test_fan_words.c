/* Titles of the fan against the numbers that they speak of: one line a rule. The text alternative is tested with the picture, in
 * test_fan.c. */
#include "fan.h"

#include <criterion/criterion.h>
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
                         .run = { "", "", "0", 10, 1 } };
}

Test(fan_words, titles_follow_the_chances)
{
    static const struct {
        double outturn, chance[3];
        enum fan_role role;
        const char *scenario, *label, *want;
    } table[] = {
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
          "Without action, it could go either way whether the deficit exceeds reserves in March 2029" },
        { 52.4,
          { 0.1, 0.2, 0.56 },
          FAN_MITIGATED,
          "",
          "Usable reserves",
          "It could go either way whether the deficit exceeds usable reserves in March 2029" },
        { 52.4,
          { 0.1, 0.2, 0.30 },
          FAN_MITIGATED,
          "",
          "Usable reserves",
          "With the plan, the deficit is unlikely to exceed usable reserves in March 2029" },
        { 52.4,
          { 0.0, 0.05, 0.002 },
          FAN_MITIGATED,
          "",
          "Usable reserves",
          "With the plan, the deficit is very unlikely to exceed usable reserves in March 2028" },
        { 130.0,
          { 1.0, 0.99, 0.93 },
          FAN_UNMITIGATED,
          "",
          "Usable reserves",
          "Without action, the deficit is still very likely to exceed usable reserves in March 2029" },
        { 130.0,
          { 0.7, 0.6, 0.45 },
          FAN_OTHER,
          "",
          "Usable reserves",
          "It could go either way whether the deficit still exceeds usable reserves in March 2029" },
        { 130.0,
          { 0.8, 0.3, 0.05 },
          FAN_MITIGATED,
          "",
          "Usable reserves",
          "With the plan, the deficit is likely to fall below usable reserves by March 2028" },
        { 130.0,
          { 0.2, 0.5, 0.05 },
          FAN_MITIGATED,
          "",
          "Usable reserves",
          "With the plan, the deficit is very likely to fall below reserves by March 2029" },
        { 52.4,
          { 0.0, 0.0, 0.0 },
          FAN_UNMITIGATED,
          "Without the agreement",
          "General Fund",
          "Without the agreement, the deficit is very unlikely to exceed General Fund in March 2029" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const struct fan_outturn now = { 2025, table[i].outturn };
        const struct fan_threshold threshold = { table[i].label, 120.0 };
        struct fan_year year[3];
        for (size_t k = 0; k < 3; k++)
            year[k] = (struct fan_year){ 2026 + (int)k, 1.0, 2.0, 3.0, 4.0, 5.0, table[i].chance[k], 0.005 };
        struct fan fan = fan_of(&now, year);
        fan.scenario = table[i].scenario;
        fan.role = table[i].role;
        fan.threshold = &threshold;
        fan.n_threshold = 1;
        cr_expect_str_eq(fan_title(&fan).text, table[i].want, "%zu: %s", i, fan_title(&fan).text);
    }
}

Test(fan_words, titles_without_a_threshold_follow_the_range)
{
    static const struct {
        double outturn, p05, p25, p50, p75, p95;
        enum fan_role role;
        const char *want;
    } table[] = {
        { 52.4, 60, 70, 80, 90, 99, FAN_OTHER, "The deficit is very likely to grow by March 2029, central forecast £80m" },
        { 52.4, 60, 70, 80, 90, 99, FAN_UNMITIGATED,
          "Without action, the deficit is very likely to grow by March 2029, central forecast £80m" },
        { 52.4, 40, 55, 80, 90, 99, FAN_OTHER, "The deficit is likely to grow by March 2029, central forecast £80m" },
        { 52.4, 40, 45, 50.6, 90, 99, FAN_OTHER, "Cumulative deficit by 2029: central forecast £51m" },
        { 52.4, 1, 2, 3, 4, 5, FAN_MITIGATED, "With the plan, the deficit is very likely to shrink by March 2029" },
        { 52.4, 1, 2, 3, 50, 55, FAN_OTHER, "The deficit is likely to shrink by March 2029, central forecast £3.0m" },
        { 52.4, -9, -8, -7.2, -4, -1, FAN_OTHER, "The deficit is very likely to be cleared by March 2029" },
        { -5.0, 1, 2, 3, 4, 5, FAN_OTHER, "The surplus is very likely to become a deficit by March 2029, central forecast £3.0m" },
        { -5.0, -9, -8, -7.2, 4, 5, FAN_OTHER, "Cumulative position by 2029: central forecast a surplus of £7.2m" },
        { (double)NAN, 60, 70, 80, 90, 99, FAN_OTHER, "Cumulative deficit by 2029: central forecast £80m" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const struct fan_outturn now = { 2025, table[i].outturn };
        struct fan_year year[3];
        for (size_t k = 0; k < 3; k++)
            year[k] = (struct fan_year){ 2026 + (int)k, table[i].p05, table[i].p25, table[i].p50,
                                         table[i].p75,  table[i].p95, (double)NAN,  (double)NAN };
        struct fan fan = fan_of(&now, year);
        fan.role = table[i].role;
        cr_expect_str_eq(fan_title(&fan).text, table[i].want, "%zu: %s", i, fan_title(&fan).text);
    }
}
