/* evidence_measures.h: what may be counted of an area, as one table of rows: name, unit, calendar,
 * when it is published, and its parts.
 *
 * A measure is one unit on one calendar. Some have parts, which are counts of their own beside or
 * in place of the whole: lines of section 251, blocks of the grant, kinds of place that DfE pays,
 * ranks of neighbours. A part is known by its id in the table of its measure and by its number
 * there, from 1 on.
 *
 *   calendar             | the year of an observation is
 *   January              | that of the January
 *   calendar year        | the year
 *   mid-year             | that of the 30 June
 *   financial year to    | that of the 31 March that ends it; balances are of that day
 *     March              |
 *
 * When published. by_june and by_end are years: by 30 June of t (by its end) the observations of
 * t - by_june (t - by_end) and before are known. Money, by DfE's calendar as a rule:
 *
 *   what                      | published               | by June of t | by the end of t
 *   outturn of section 251    | December of the year    | t-1          | t
 *   DSG balance, same return  | December of the year    | t-1          | t
 *   allocations of the DSG    | mid-December, 15 months | t+1          | t+2
 *                               before; updates to the
 *                               next July are in them
 *
 * (The outturn of 2018-19 in December 2019, allocations of 2020-21 in December 2019. Import and
 * export of a year, and academy places, are settled in an update some months later: of the block a
 * small part.) */
#ifndef EVIDENCE_MEASURES_H
#define EVIDENCE_MEASURES_H

#include <stdbool.h>

enum evidence_measure {
    EVIDENCE_PLANS,       /* statements and EHC plans in January of the year */
    EVIDENCE_NEW_PLANS,   /* issued in the calendar year */
    EVIDENCE_CEASED,      /* ended in the calendar year, for any reason but a transfer to another
                             authority */
    EVIDENCE_TRANSFERRED, /* transferred to another authority in the calendar year; inward transfers
                             are not published */
    EVIDENCE_REQUESTS,    /* requests for an assessment, calendar year */
    EVIDENCE_REQUESTS_REFUSED, /* decided not to assess, calendar year */
    EVIDENCE_ASSESSMENTS,      /* assessments completed, calendar year */
    EVIDENCE_NOT_ISSUED,       /* of those: decided not to issue a plan */
    EVIDENCE_WITHIN_20_WEEKS,  /* new plans issued within 20 weeks, exceptions included, calendar
                                  year */
    EVIDENCE_APPEALS,          /* registered with the tribunal, calendar year */
    EVIDENCE_POPULATION,       /* people, mid-year */
    EVIDENCE_SPENDING, /* section 251 net outturn, lines 1.2.x: no place funding; first of money */
    N_PEOPLE_MEASURE = EVIDENCE_SPENDING, /* those before it are of people */
    EVIDENCE_BLOCK,       /* high needs block of the DSG before deductions for academy places */
    EVIDENCE_BLOCK_AFTER, /* the same after them */
    EVIDENCE_BALANCE,     /* of the whole DSG at 31 March; a deficit is positive */
    EVIDENCE_SECTION_251, /* net outturn by line (enum outturn_line); income of a line is above 0 */
    EVIDENCE_DSG,         /* before deductions, by block (enum dsg_block) */
    EVIDENCE_DSG_AFTER,   /* the same after them */
    EVIDENCE_BLOCK_COMPONENT, /* of the high needs block (enum block_component) */
    EVIDENCE_DEDUCTION, /* for places that DfE pays direct, by kind (enum paid_place); the whole:
                             all kinds */
    EVIDENCE_PLACES_SPRING,  /* those places from April to August of the financial year (post-16: to
                               July), by kind */
    EVIDENCE_PLACES_AUTUMN,  /* from September (August) to March, by kind */
    EVIDENCE_SPECIAL_PUPILS, /* pupils of local special schools that the formula counts */
    EVIDENCE_NEIGHBOUR,      /* statistical neighbours by rank: their DfE code as a number */
    EVIDENCE_CAPACITY,       /* pupils whom the schools in the area may have, by kind (enum
                                capacity), wherever they live */
    EVIDENCE_ON_ROLL,        /* pupils whom they have; of later years: as the authority forecasts */
    N_EVIDENCE_MEASURE
};

/* Lines of the section 251 outturn as published, and sums of them. "Maintained" is 1.2.1 and 1.2.2
 * together, maintained schools, academies and colleges; "independent" is 1.2.3, independent and
 * non-maintained. */
enum outturn_line {
    OUTTURN_PLACES_EARLY_YEARS =
        1, /* 1.0.2: academy places are in the budget, not in the outturn */
    OUTTURN_PLACES_PRIMARY,
    OUTTURN_PLACES_SECONDARY,
    OUTTURN_PLACES_SPECIAL,
    OUTTURN_PLACES_AP,
    OUTTURN_PLACES_POST_SCHOOL,
    OUTTURN_PLACES,
    OUTTURN_MAINTAINED_EARLY_YEARS,
    OUTTURN_MAINTAINED_PRIMARY,
    OUTTURN_MAINTAINED_SECONDARY,
    OUTTURN_MAINTAINED_SPECIAL,
    OUTTURN_MAINTAINED_AP,
    OUTTURN_MAINTAINED_POST_SCHOOL,
    OUTTURN_MAINTAINED_INCOME,
    OUTTURN_MAINTAINED, /* the six less income */
    OUTTURN_INDEPENDENT_EARLY_YEARS,
    OUTTURN_INDEPENDENT_PRIMARY,
    OUTTURN_INDEPENDENT_SECONDARY,
    OUTTURN_INDEPENDENT_SPECIAL,
    OUTTURN_INDEPENDENT_AP,
    OUTTURN_INDEPENDENT_POST_SCHOOL,
    OUTTURN_INDEPENDENT_INCOME,
    OUTTURN_INDEPENDENT,
    OUTTURN_SUPPORT_AND_INCLUSION, /* 1.2.4, 1.2.5, 1.2.8 and 1.2.9 where published as one */
    OUTTURN_TARGETED,              /* 1.2.4 */
    OUTTURN_SEN_SUPPORT,           /* 1.2.5 */
    OUTTURN_INCLUSION,             /* 1.2.8 */
    OUTTURN_IN_DIFFICULTY,         /* 1.2.9 */
    OUTTURN_HOSPITAL,              /* 1.2.6 */
    OUTTURN_AP_SERVICES,           /* 1.2.7 */
    OUTTURN_PFI,                   /* 1.2.10 */
    OUTTURN_DIRECT_PAYMENTS,       /* 1.2.11 */
    OUTTURN_CARBON,                /* 1.2.12 */
    OUTTURN_THERAPIES,             /* 1.2.13 */
    OUTTURN_PSYCHOLOGY,            /* 2.1.1, general fund like those after it */
    OUTTURN_ADMINISTRATION,        /* 2.1.2 */
    OUTTURN_TRANSPORT              /* 2.1.4: home to school transport, SEN */
};
enum dsg_block { DSG_SCHOOLS = 1, DSG_CENTRAL, DSG_HIGH_NEEDS, DSG_EARLY_YEARS, DSG_TOTAL };
enum block_component {
    COMPONENT_FORMULA = 1,       /* national formula with its floor and limit on gains */
    COMPONENT_BASIC_ENTITLEMENT, /* pounds a pupil of a special school, area costs in it */
    COMPONENT_IMPORT_EXPORT,     /* below 0: more residents elsewhere than others here */
    COMPONENT_FREE_SCHOOLS,
    COMPONENT_HOSPITAL,  /* hospital education, pay and pensions of alternative provision */
    COMPONENT_ADDITIONAL /* of the year, outside the formula */
};
enum paid_place {                           /* kinds of place that DfE pays direct and deducts */
                  PAID_MAINSTREAM_6000 = 1, /* before 16, held */
                  PAID_MAINSTREAM_10000,    /* before 16, not held */
                  PAID_MAINSTREAM_POST16,
                  PAID_MAINSTREAM_AP,
                  PAID_SPECIAL,
                  PAID_SPECIAL_POST16,
                  PAID_SPECIAL_AP,
                  PAID_FREE_SPECIAL,
                  PAID_FREE_SPECIAL_POST16,
                  PAID_FREE_SPECIAL_AP,
                  PAID_AP_SEN,
                  PAID_AP_POST16,
                  PAID_AP,
                  PAID_HOSPITAL, /* an amount, without places */
                  PAID_SIXTEEN_TO_NINETEEN,
                  PAID_COLLEGE /* further education and independent learning providers */
};

enum capacity {                       /* the whole is not counted: kinds lie in one another */
                CAPACITY_SPECIAL = 1, /* state-funded special schools */
                CAPACITY_UNIT,        /* SEN units of mainstream schools */
                CAPACITY_RESOURCED,   /* their resourced provision */
                CAPACITY_NON_MAINTAINED,
                CAPACITY_INDEPENDENT, /* independent special schools */
                CAPACITY_AP           /* pupil referral units, alternative provision */
};

struct evidence_part_row {
    const char *id, *line; /* as in evidence.csv; the line of section 251 that it is, "" for none */
};

struct evidence_measure_row {
    const char *name; /* as in evidence.csv */
    const char *unit; /* "plans", "people", "pounds", ... */
    const char *calendar;
    const char *says;    /* in a sentence: "new plans" */
    int by_june, by_end; /* when published: see above */
    bool below_0;        /* may a count be? */
    const struct evidence_part_row *part;
    int n_part; /* 0: it has none */
};

const struct evidence_measure_row *evidence_measure_row(int measure);
const char *evidence_measure_name(enum evidence_measure measure);
/* Is it the whole, or one of the measure's parts? */
bool evidence_has_part(int measure, int part);
const struct evidence_part_row *evidence_part_row(int measure, int part);
/* Of an id in evidence.csv, "" for the whole; -1: there is no such part. */
int evidence_part_of(int measure, const char *id);

/* Counts that are of a financial year. */
static inline bool
evidence_is_money(int measure)
{
    return measure >= EVIDENCE_SPENDING && measure < EVIDENCE_NEIGHBOUR;
}

#endif
