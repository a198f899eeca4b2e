/* dfe_kind.h: what each file of DfE's releases "Education, health and care plans" holds, of the
 * reporting years 2020 to 2026, as data; and how they write years and ages.
 *
 * A row of the table is a file: the names it has had, the calendar of its years, the columns that
 * are counted and, by topic, what its rows are broken down by. From 2025 on:
 *
 *   file                 counted in     becomes                               broken down by
 *   caseload             January        plans                                 age, placement, both
 *   newplans             calendar year  new plans                             age, placement, both
 *   ceased_plans         calendar year  ceased (less `transfer`), transferred age; placement
 *   requests             calendar year  requests, requests refused            age
 *   assessments          calendar year  assessments completed, not issued     age
 *   sen_needs_all_plans  January        plans by primary need                 age; placement
 *   timeliness_20_week   calendar year  within 20 weeks                       -
 *
 * (2026: sen_needs_caseload, and other words for some topics.) Before, until 2024:
 *
 *   sen2_age_caseload    January        plans                                 age
 *   sen2_age_new_plans   calendar year  new plans                             age
 *   sen2_estab_caseload  January        plans                                 placement
 *   sen2_estab_new_plans calendar year  new plans                             placement
 *   sen2_mi              calendar year  requests, refused, assessments, not issued, within 20
 *                                       weeks, ceased, transferred            -
 *
 * Their rows have no topics: one column says the age or the placement, "Total" the whole, and
 * statements and plans stand in rows (2023, 2024) or columns (2020 to 2022) of their own. Where the
 * file by age and the one by placement differ in a total, the one by age is DfE's headline.
 *
 * Source: data guidance of the releases, reporting years 2022 to 2026, and the files themselves. */
#ifndef DFE_KIND_H
#define DFE_KIND_H

#include "evidence.h"

#include <stdbool.h>
#include <stddef.h>

enum { DFE_MAX_NAME = 3, DFE_MAX_TERM = 12, DFE_MAX_TOPIC = 8, DFE_MAX_LABEL = 2 };

/* Of a topic. DFE_NOT_USED: known, and not used (ethnicity, sex, years held, ...). */
enum dfe_breakdown { DFE_TOTAL, DFE_AGE, DFE_PLACEMENT, DFE_NOT_USED, DFE_UNKNOWN };

enum dfe_time {
    DFE_CALENDAR, /* "2024": a flow of the calendar year */
    DFE_ACADEMIC, /* "202425": a stock in the January in the academic year */
    DFE_JANUARY,  /* "2024": a stock in January of the year */
};
enum dfe_edition { DFE_FROM_2025, DFE_UNTIL_2024, N_DFE_EDITION };

struct dfe_kind {
    const char *file[DFE_MAX_NAME]; /* names it has had, without ".csv"; NULL: no more */
    enum dfe_edition edition;
    enum dfe_time time;
    bool is_optional;       /* DfE does not always publish it with the others */
    bool placement_columns; /* has one for each placement, of the first term's measure */
    bool need_columns;      /* number_*, of the first term's measure */
    struct dfe_term {
        enum evidence_measure measure;
        const char *column[DFE_MAX_NAME]; /* names it has had; column[0] NULL: no more terms */
        int sign;                         /* a measure is the sum of its terms */
        bool may_lack;                    /* a release may not have it: the measure is not known */
    } term[DFE_MAX_TERM];
    struct dfe_topic {
        const char *topic; /* breakdown_topic; NULL: no more */
        enum dfe_breakdown breakdown;
    } topic[DFE_MAX_TOPIC];
    /* Files without topics: the columns that may hold the age or placement of a row ([0] NULL: a
     * row is a total), and which of the two it is. */
    const char *label[DFE_MAX_LABEL];
    enum dfe_breakdown labelled;
    bool total_elsewhere; /* the same totals are in another file, whose are taken */
};

size_t dfe_kind_count(void);
const struct dfe_kind *dfe_kind_item(size_t i);
/* "data/Caseload.csv" too; NULL when it is none of them. */
const struct dfe_kind *dfe_kind_named(const char *file);
enum dfe_breakdown dfe_kind_breakdown(const struct dfe_kind *self, const char *topic);

/* The year counted by its calendar; 0: the text is no such year. */
int dfe_year(enum dfe_time time, const char *text);
/* "201819" -> 2019, the January in the academic year, or, for a calendar year, "2019" -> 2019. 0:
 * neither. */
int dfe_academic_january(const char *text);
int dfe_calendar_year(const char *text);

enum dfe_age { DFE_AGE_KNOWN, DFE_AGE_UNKNOWN, DFE_AGE_FAULT };
/* "age 4", "Aged 4", "under 3" (0 to 2), "Age 5 to 10", "age 2 and under", "age 20 and over"
 * (to 25), "unknown", "Age unknown". Ages 0 to 25. */
enum dfe_age dfe_age_of(const char *label, int *from, int *to);

#endif
